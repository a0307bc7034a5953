import type { ListChoice } from '../../../archive/list/choose.ts';
import type { ListRow } from '../../../archive/list/row.ts';
import { countFacets, filtersToRelax } from '../../../search/facts.ts';
import { FACETS, type Facet, type Filters, filtersOf, hasFilters } from '../../../search/state.ts';
import { createElement, requireElement } from '../dom.ts';
import { formats, t } from '../text.ts';

/** The form with the filters of a list. */
export interface ListFilters {
  read(): Pick<ListChoice, 'text' | 'filters'>;
  /** Fills in the form. Values that it does not offer are left out. */
  write(choice: Pick<ListChoice, 'text' | 'filters'>): void;
  /** Shows the button that clears the filters only while there is something to clear. */
  markFiltered(choice: Pick<ListChoice, 'text' | 'filters'>): void;
  /** Shows how many rows were found, and how many each value would give. `rows` are those with the text. */
  showCounts(rows: readonly ListRow[], filters: Filters, found: number, total: number): void;
  /** Shows the numbers of the whole list, as on the page. */
  showWritten(): void;
  /** Returns buttons that remove each filter that excludes rows, with the number of rows without it. */
  waysBack(rows: readonly ListRow[], filters: Filters): HTMLElement[];
}

/** Wraps the form. `onChange` is called after each change. */
export function listFilters(form: HTMLFormElement, onChange: () => void): ListFilters {
  const text = requireElement(form, 'input[name="q"]', HTMLInputElement);
  const output = requireElement(form, 'output', HTMLOutputElement);
  const selects = [...form.querySelectorAll('select')];
  const options = selects.flatMap((select) => [...select.options].filter(({ value }) => value !== ''));
  const written = { output: output.textContent, options: options.map((option) => option.text) };
  const selectOf = (facet: Facet) => selects.find(({ name }) => name === facet);
  const nameOf = (facet: Facet) => {
    const common = FACETS.find((each) => each === facet);
    return common ? t(`search.facet.${common}`) : (selectOf(facet)?.dataset.title ?? facet);
  };
  const clear = (...cleared: readonly HTMLSelectElement[]) => {
    for (const select of cleared) select.value = '';
    onChange();
  };
  form.addEventListener('input', onChange);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => {
    // The button disappears, so the first field gets the focus.
    text.focus();
    // The event comes before the fields are reset.
    setTimeout(onChange);
  });
  return {
    read() {
      const names = selects.map(({ name }) => name);
      const filters = filtersOf((facet) => [selectOf(facet)?.value ?? ''], names);
      return { text: text.value, filters };
    },
    write(choice) {
      if (text.value.trim() !== choice.text) text.value = choice.text;
      for (const select of selects) {
        select.value = choice.filters[select.name as Facet]?.[0] ?? '';
        // An unknown value would leave it without a selection.
        if (select.selectedIndex < 0) select.value = '';
      }
    },
    markFiltered({ text: shown, filters }) {
      form.toggleAttribute('data-filtered', shown.trim() !== '' || hasFilters(filters));
    },
    showCounts(rows, filters, found, total) {
      output.textContent = t('list.found', { found, total });
      const counts = countFacets(rows, filters);
      for (const option of options) {
        const facet = option.closest('select')?.name as Facet;
        const count = counts[facet]?.get(option.value) ?? 0;
        option.text = `${option.dataset.title} (${formats.number(count)})`;
      }
    },
    showWritten() {
      output.textContent = written.output;
      for (const [index, option] of options.entries()) option.text = written.options[index] ?? '';
    },
    waysBack(rows, filters) {
      const ways = filtersToRelax(rows, filters).map(({ facet, count }) => {
        const values = (filters[facet] ?? []).map((value) => titleOf(selectOf(facet), value)).join(', ');
        const select = selectOf(facet);
        const label = t('search.removeFilter', { facet: nameOf(facet), values, count });
        // The button disappears, so the field gets the focus.
        return button(label, () => {
          clear(...(select ? [select] : []));
          select?.focus();
        });
      });
      const all = button(t('search.removeFilters'), () => {
        text.value = '';
        clear(...selects);
        text.focus();
      });
      return [...ways, all];
    },
  };
}

function titleOf(select: HTMLSelectElement | undefined, value: string): string {
  return [...(select?.options ?? [])].find((option) => option.value === value)?.dataset.title ?? value;
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = createElement('button', { type: 'button', class: 'button' }, text);
  made.addEventListener('click', act);
  return made;
}
