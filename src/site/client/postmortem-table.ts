// Sorts and filters tables of postmortems, and keeps the choice in the address. Without this script, tables show all rows.
import { formats, t } from './text.ts';

const COLLATOR = new Intl.Collator(formats.locale, { numeric: true, sensitivity: 'base' });

for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sortable]')) {
  const heads = [...table.querySelectorAll<HTMLTableCellElement>('thead th')];
  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => {
      const ascending = head.ariaSort ? head.ariaSort !== 'ascending' : head.dataset.key === 'title';
      sort(table, head, ascending);
      writeToAddress({ sort: head.dataset.key ?? '', order: ascending ? 'ascending' : 'descending' });
    });
    head.replaceChildren(button);
  }
  table.dataset.sortable = 'ready';
  const form = document.querySelector<HTMLFormElement>('form[data-filters]');
  if (form) filterBy(form, table);
  const restore = () => {
    const parameters = new URLSearchParams(location.search);
    const head = heads.find(({ dataset }) => dataset.key === (parameters.get('sort') ?? 'date'));
    if (head) sort(table, head, parameters.get('order') === 'ascending');
  };
  // Tables are rendered in order of date.
  if (new URLSearchParams(location.search).has('sort')) restore();
  addEventListener('popstate', restore);
}

/** Sorts the rows by a column; unknown values come last in both directions. */
function sort(table: HTMLTableElement, head: HTMLTableCellElement, ascending: boolean): void {
  const index = head.cellIndex;
  for (const other of head.parentElement?.children ?? []) other.removeAttribute('aria-sort');
  head.ariaSort = ascending ? 'ascending' : 'descending';
  const body = table.tBodies[0];
  const rows = [...(body?.rows ?? [])].map((row) => ({ row, value: sortValue(row.cells[index]) }));
  rows.sort((a, b) => {
    if (a.value === '' || b.value === '') return Number(a.value === '') - Number(b.value === '');
    return compare(a.value, b.value) * (ascending ? 1 : -1);
  });
  body?.append(...rows.map(({ row }) => row));
}

function compare(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? COLLATOR.compare(a, b) : difference;
}

function sortValue(cell: HTMLTableCellElement | undefined): string {
  return cell?.dataset.sort ?? (cell?.querySelector('.unknown') ? '' : (cell?.textContent?.trim() ?? ''));
}

function filterBy(form: HTMLFormElement, table: HTMLTableElement): void {
  const rows = [...(table.tBodies[0]?.rows ?? [])].map((row) => ({ row, text: (row.textContent ?? '').toLowerCase() }));
  const output = form.querySelector('output');
  const keys = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')].map(({ name }) => name);
  const fieldOf = (key: string) => form.elements.namedItem(key) as HTMLInputElement | HTMLSelectElement | null;
  const apply = () => {
    const { q = '', ...filters } = Object.fromEntries(keys.map((key) => [key, fieldOf(key)?.value ?? '']));
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const fits = Object.entries(filters).every(([key, value]) => !value || valuesOf(row, key).includes(value));
      row.hidden = !fits || !words.every((word) => text.includes(word));
      if (!row.hidden) shown++;
    }
    if (output) output.textContent = t('table.shown', { shown, total: rows.length });
    return { q, ...filters };
  };
  const read = () => {
    const parameters = new URLSearchParams(location.search);
    for (const key of keys) {
      const field = fieldOf(key);
      if (!field) continue;
      field.value = parameters.get(key) ?? '';
      // An unknown value would leave the list without a selection.
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = '';
    }
    apply();
  };
  form.addEventListener('input', () => writeToAddress(apply()));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => requestAnimationFrame(() => writeToAddress(apply())));
  addEventListener('popstate', read);
  form.hidden = false;
  read();
}

/**
 * Returns the values of a row for a filter. Services are slugs separated by spaces, and custom fields lists in JSON; other
 * filters have one value.
 */
function valuesOf({ dataset }: HTMLTableRowElement, key: string): string[] {
  if (key.startsWith('field-')) return JSON.parse(dataset.fields ?? '{}')[key] ?? [];
  const value = dataset[key] ?? '';
  return key === 'service' ? value.split(' ') : [value];
}

/** Writes the choice to the address, without empty and default values. */
function writeToAddress(values: Record<string, string>): void {
  const address = new URL(location.href);
  for (const [key, value] of Object.entries(values)) {
    if (value) address.searchParams.set(key, value);
    else address.searchParams.delete(key);
  }
  if (address.searchParams.get('sort') === 'date' && address.searchParams.get('order') === 'descending') {
    address.searchParams.delete('sort');
    address.searchParams.delete('order');
  }
  history.replaceState(history.state, '', address);
}
