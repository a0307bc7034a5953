import type { Archive } from '../../../archive/archive.ts';
import { type FacetGroup, facetsOf, NO_SEVERITY } from '../../../archive/groups/facets.ts';
import { t } from '../../data/text.ts';

/** Returns the facets of an archive with their titles in the language of the site. */
export function titledFacets(archive: Archive): FacetGroup[] {
  return facetsOf(archive).map(({ key, title, options }) => ({
    key,
    title: titleOf(key) ?? title,
    options:
      key === 'severity'
        ? options.map((each) => (each.value === NO_SEVERITY ? { ...each, title: t('value.unknown') } : each))
        : options,
  }));
}

function titleOf(key: FacetGroup['key']): string | undefined {
  switch (key) {
    case 'cause':
    case 'severity':
      return t(`facts.${key}`);
    case 'service':
    case 'year':
      return t(`filters.${key}`);
    default:
      return undefined;
  }
}
