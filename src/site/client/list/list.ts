// The lists of postmortems.
import { formatChoice, isDefault, parseChoice } from '../../../archive/list/address.ts';
import { chosenRows, type ListChoice, type ListScope, rowsWith } from '../../../archive/list/choose.ts';
import type { ListRow } from '../../../archive/list/row.ts';
import { countFacets, filtersToRelax } from '../../../search/facts.ts';
import { FACETS } from '../../../search/state.ts';
import { href } from '../href.ts';
import { formats, t } from '../text.ts';
import { listLoader } from './list-data.ts';
import type { ListKind } from './list-kind.ts';
import { rowHtml } from './row-html.ts';
import { runList } from './run-list.ts';

const COLLATOR = new Intl.Collator(formats.locale, { numeric: true, sensitivity: 'base' });

const root = document.querySelector<HTMLElement>('[data-list]');
if (root) runList(root, document.querySelector<HTMLFormElement>('form[data-filters]'), postmortemsIn(root));

function postmortemsIn(root: HTMLElement): ListKind<ListRow, ListChoice> {
  const { kind, value } = root.dataset;
  const scope: ListScope | undefined = kind === undefined || value === undefined ? undefined : [kind, value];
  const causes = root.querySelector('th[data-key="cause"]') !== null;
  const load = listLoader(scope);
  return {
    parse: parseChoice,
    format: formatChoice,
    isDefault,
    async load() {
      const { rows, frame } = await load();
      return {
        all: rows,
        with: (text) => rowsWith(rows, text, frame),
        chosen: (named, choice) => chosenRows(named, choice, frame, COLLATOR.compare),
        counts: countFacets,
        relax: filtersToRelax,
        html: (row) => rowHtml(row, frame, { causes, href, formats }),
      };
    },
    texts: {
      found: (found, total) => t('list.found', { found, total }),
      none: t('search.noneForFilters'),
      removeFilter: (facet, values, count) => t('search.removeFilter', { facet, values, count }),
      facet(facet) {
        const common = FACETS.find((each) => each === facet);
        return common && t(`search.facet.${common}`);
      },
    },
  };
}
