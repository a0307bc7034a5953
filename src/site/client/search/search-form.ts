import type { Counts } from '../../../search/facts.ts';
import { FACETS, type Facet, filtersOf, parseState, type SearchState, SORTS } from '../../../search/state.ts';
import { requireElement } from '../dom.ts';
import { formats, t } from '../text.ts';
import { boundField } from './bounded-field.ts';

/** The form of the search page, which holds the state of the search. */
export interface SearchForm {
  /** Reads the state. The query keeps a trailing space, which marks its last word as complete. */
  read(): SearchState;
  write(state: SearchState): void;
  /** Shows the number of results for each value; by default the numbers of the whole archive. */
  showCounts(counts?: Counts): void;
  /** Focuses the query field. */
  focus(): void;
  /** Unchecks all values of a facet, or of all facets. */
  clear(facet?: Facet): void;
  /** Returns the name of a facet. */
  nameOf(facet: Facet): string;
  /** Returns the label of a value. */
  titleOf(facet: Facet, value: string): string;
}

/** Wraps the form of the page. */
export function searchForm(form: HTMLFormElement): SearchForm {
  const query = requireElement(form, 'textarea[name="q"]', HTMLTextAreaElement);
  boundField(query);
  const sort = requireElement(form, 'select[name="sort"]', HTMLSelectElement);
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  const whole = new Map(boxes.map((box) => [box, Number(counterOf(box)?.dataset.count)]));
  const boxesOf = (facet: Facet) => boxes.filter(({ name }) => name === facet);
  return {
    read() {
      const chosenOf = (facet: Facet) => boxesOf(facet).flatMap(({ checked, value }) => (checked ? [value] : []));
      const names = boxes.map(({ name }) => name);
      const filters = filtersOf(chosenOf, names);
      const chosen = SORTS.find((name) => name === sort.value) ?? 'relevance';
      return { query: query.value.trimStart(), filters, sort: chosen };
    },
    write(state) {
      // Keeps a query that is being typed, including its trailing space.
      if (query.value.trim() !== state.query.trim()) query.value = state.query;
      sort.value = state.sort;
      for (const box of boxes) box.checked = Boolean(state.filters[facetOf(box)]?.includes(box.value));
    },
    showCounts(counts) {
      for (const box of boxes) showCount(box, (counts ? counts[facetOf(box)]?.get(box.value) : whole.get(box)) ?? 0);
    },
    focus: () => query.focus(),
    clear(facet) {
      for (const box of facet ? boxesOf(facet) : boxes) box.checked = false;
    },
    nameOf(facet) {
      const common = FACETS.find((each) => each === facet);
      return common ? t(`search.facet.${common}`) : (boxesOf(facet)[0]?.closest('fieldset')?.dataset.name ?? facet);
    },
    titleOf: (facet, value) => boxesOf(facet).find((box) => box.value === value)?.dataset.title ?? value,
  };
}

/** Reads the state from the address of the page. */
export function stateOfAddress(): SearchState {
  return parseState(new URLSearchParams(location.search));
}

/** Returns the facet of a checkbox, which is its name. */
function facetOf({ name }: HTMLInputElement): Facet {
  return name as Facet;
}

function showCount(box: HTMLInputElement, count: number): void {
  const counter = counterOf(box);
  if (counter) counter.textContent = formats.number(count);
  box.closest('label')?.classList.toggle('facet-empty', count === 0 && !box.checked);
}

function counterOf(box: HTMLInputElement): HTMLElement | null | undefined {
  return box.closest('label')?.querySelector<HTMLElement>('[data-count]');
}
