import type { Archive } from '../../../archive/archive.ts';
import { type FacetGroup, facetsOf, NO_SEVERITY } from '../../../archive/groups/facets.ts';
import type { Kind } from '../../../postmortem/frontmatter/words.ts';
import { t } from '../../data/text.ts';

/** Returns the facets of an archive with their titles in the language of the site. */
export function titledFacets(archive: Archive): FacetGroup[] {
  return facetsOf(archive).map(({ key, title, options }) => ({
    key,
    title: titleOf(key) ?? title,
    options: options.map((each) => ({ ...each, title: optionTitle(key, each.value) ?? each.title })),
  }));
}

function optionTitle(key: FacetGroup['key'], value: string): string | undefined {
  if (key === 'kind') return t(`kind.${value as Kind}`);
  return key === 'severity' && value === NO_SEVERITY ? t('value.unknown') : undefined;
}

function titleOf(key: FacetGroup['key']): string | undefined {
  switch (key) {
    case 'kind':
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
