import { createElement, requireElement } from '../dom.ts';
import { formats, t } from '../text.ts';
import type { Choice, FilterValues, ListTexts, ValueCounts } from './list-kind.ts';

/** The form with the filters of a list. */
export interface ListFilters {
  read(): Pick<Choice, 'text'> & { filters: Record<string, readonly string[]> };
  /** Fills in the form. Values that it does not offer are left out. */
  write(choice: Pick<Choice, 'text' | 'filters'>): void;
  /** Shows the button that clears the filters only while there is something to clear. */
  markFiltered(choice: Pick<Choice, 'text' | 'filters'>): void;
  /** Shows how many rows were found, and how many each value would give. */
  showCounts(counts: ValueCounts, found: number, total: number): void;
  /** Shows the numbers of the whole list, as on the page. */
  showWritten(): void;
  /** Returns buttons that remove each filter of `relaxed`, which says how many rows there are without it, and all filters. */
  waysBack(relaxed: readonly { facet: string; count: number }[], filters: FilterValues): HTMLElement[];
}

/** Wraps the form. `onChange` is called after each change. */
export function listFilters(form: HTMLFormElement, texts: ListTexts, onChange: () => void): ListFilters {
  const text = requireElement(form, 'input[name="q"]', HTMLInputElement);
  const output = requireElement(form, 'output', HTMLOutputElement);
  const selects = [...form.querySelectorAll('select')];
  const options = selects.flatMap((select) => [...select.options].filter(({ value }) => value !== ''));
  const written = { output: output.textContent, options: options.map((option) => option.text) };
  const selectOf = (facet: string) => selects.find(({ name }) => name === facet);
  const nameOf = (facet: string) => texts.facet(facet) ?? selectOf(facet)?.dataset.title ?? facet;
  /** Adds a value to a field that offers only the most frequent ones. */
  const offer = (select: HTMLSelectElement, value: string) => {
    const option = createElement('option', { value, 'data-title': value }, value);
    select.append(option);
    options.push(option);
    return value;
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
      const chosen = selects.map(({ name, value }) => [name, value === '' ? [] : [value]]);
      return { text: text.value, filters: Object.fromEntries(chosen) };
    },
    write(choice) {
      if (text.value.trim() !== choice.text) text.value = choice.text;
      for (const select of selects) {
        const value = choice.filters[select.name]?.[0] ?? '';
        select.value = value;
        // An unknown value leaves it without a selection.
        if (select.selectedIndex < 0) select.value = select.dataset.partial === undefined ? '' : offer(select, value);
      }
    },
    markFiltered({ text: shown, filters }) {
      const isFiltered = shown.trim() !== '' || Object.values(filters).some((values) => values?.length);
      form.toggleAttribute('data-filtered', isFiltered);
    },
    showCounts(counts, found, total) {
      output.textContent = texts.found(found, total);
      for (const option of options) {
        const facet = option.closest('select')?.name ?? '';
        const count = counts[facet]?.get(option.value) ?? 0;
        option.text = `${option.dataset.title} (${formats.number(count)})`;
      }
    },
    showWritten() {
      output.textContent = written.output;
      for (const [index, option] of options.entries()) option.text = written.options[index] ?? option.value;
    },
    waysBack(relaxed, filters) {
      const ways = relaxed.map(({ facet, count }) => {
        const values = (filters[facet] ?? []).map((value) => titleOf(selectOf(facet), value)).join(', ');
        const select = selectOf(facet);
        // The button disappears, so the field gets the focus.
        return button(texts.removeFilter(nameOf(facet), values, count), () => {
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
