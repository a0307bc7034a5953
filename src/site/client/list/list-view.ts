import { createElement, requireElement } from '../dom.ts';
import { t } from '../text.ts';

/** The rows of a list, with what is below them. */
export interface ListView {
  /** Shows the rows that are in the page. */
  showWritten(): void;
  showLoading(): void;
  /** Shows a page of the rows, or the last page if there are fewer. */
  showRows<Row>(rows: readonly Row[], page: number, shown: ShownRows<Row>): void;
  /** Shows that nothing was found, or that the rows could not be loaded, with ways back. */
  showMessage(state: 'empty' | 'error', message: string, ways: readonly HTMLElement[]): void;
  /** Marks the column by which the rows of a table are sorted. */
  markSort(sort: string, ascending: boolean): void;
}

/** How rows are shown. */
interface ShownRows<Row> {
  html(row: Row): string;
  /** Returns the address of a page of the list. */
  addressOf(page: number): string;
}

/** Wraps the element around a list. */
export function listView(root: HTMLElement): ListView {
  const body = requireElement(root, '[data-list-rows]', HTMLElement);
  const table = body.closest('table');
  const message = requireElement(root, '[data-list-message]', HTMLElement);
  const pager = requireElement(root, '[data-list-pager]', HTMLElement);
  const heads = [...(table?.querySelectorAll<HTMLTableCellElement>('thead th') ?? [])];
  const written = { rows: [...body.children], pager: [...pager.childNodes] };
  const size = Number(root.dataset.size);
  let isFresh = true;
  const set = (state: string, rows: string | undefined, below: readonly (Node | string)[] = []) => {
    isFresh = false;
    root.dataset.list = state;
    if (rows === undefined) body.replaceChildren(...written.rows);
    else body.innerHTML = rows;
    pager.replaceChildren(...below);
    message.replaceChildren();
  };
  // Other rows would give the columns other widths, so that their heads would move.
  const freeze = () => {
    if (!table || table.style.tableLayout === 'fixed' || getComputedStyle(table).display !== 'table') return;
    const widths = heads.map((head) => head.getBoundingClientRect().width);
    for (const [index, head] of heads.entries()) head.style.width = `${widths[index]}px`;
    table.style.tableLayout = 'fixed';
  };
  addEventListener('resize', () => {
    if (table) table.style.tableLayout = '';
    for (const head of heads) head.style.width = '';
  });
  return {
    showWritten() {
      // Replacing the rows by themselves would lose the scroll position.
      if (root.dataset.list !== 'written') set('written', undefined, written.pager);
      isFresh = false;
    },
    showLoading() {
      freeze();
      root.dataset.list = isFresh ? 'pending' : 'loading';
    },
    showRows(rows, asked, { html, addressOf }) {
      const pages = Math.max(1, Math.ceil(rows.length / size));
      const page = Math.min(asked, pages);
      const from = (page - 1) * size;
      const shown = rows.slice(from, from + size).map(html);
      const linkTo = (number: number, rel: 'prev' | 'next') => {
        const address = addressOf(number) || location.pathname;
        return createElement('a', { href: address, rel, 'data-page': String(number) }, t(`list.${rel}`));
      };
      const range = t('list.range', { from: from + 1, to: from + shown.length, total: rows.length });
      const below = [
        createElement('span', {}, range),
        ...(page > 1 ? [linkTo(page - 1, 'prev')] : []),
        ...(page < pages ? [linkTo(page + 1, 'next')] : []),
      ];
      set('rows', shown.join(''), pages > 1 ? below : []);
    },
    showMessage(state, text, ways) {
      set(state, '');
      message.append(createElement('p', { class: 'empty' }, text), ...ways);
    },
    markSort(sort, ascending) {
      for (const head of heads) {
        if (head.dataset.key === sort) head.ariaSort = ascending ? 'ascending' : 'descending';
        else head.removeAttribute('aria-sort');
      }
    },
  };
}
