import { createElement } from '../dom.ts';
import { t } from '../text.ts';
import { listFilters } from './list-filters.ts';
import type { Choice, ListKind } from './list-kind.ts';
import { listView } from './list-view.ts';

/**
 * Filters, sorts and pages the list of a page, with all of it in the address. Without scripts, a list shows its first rows. Does
 * nothing if the page has no list.
 */
export function runList<Row, Chosen extends Choice & { sort?: string; ascending?: boolean }>(
  root: HTMLElement,
  form: HTMLFormElement | null,
  kind: ListKind<Row, Chosen>,
): void {
  const { load, texts } = kind;
  const view = listView(root);
  const heads = [...root.querySelectorAll<HTMLTableCellElement>('thead th')];
  const filters = form ? listFilters(form, texts, () => go({ ...choice, ...readFilters(), page: 1 })) : undefined;
  const none = kind.parse(new URLSearchParams());
  const readFilters = () => {
    const read = filters?.read();
    return read
      ? { text: read.text, filters: { ...none.filters, ...read.filters } }
      : { text: '', filters: none.filters };
  };
  let choice: Chosen;
  let turn = 0;

  async function show(): Promise<void> {
    const mine = ++turn;
    if (choice.sort !== undefined) view.markSort(choice.sort, choice.ascending ?? false);
    filters?.markFiltered(choice);
    if (kind.isDefault(choice)) {
      filters?.showWritten();
      view.showWritten();
      return;
    }
    view.showLoading();
    try {
      const rows = await load();
      if (mine !== turn) return;
      const named = rows.with(choice.text);
      const chosen = rows.chosen(named, choice);
      filters?.showCounts(rows.counts(named, choice.filters), chosen.length, rows.all.length);
      if (chosen.length > 0) {
        const addressOf = (page: number) => kind.format({ ...choice, page });
        view.showRows(chosen, choice.page, { html: (row) => rows.html(row), addressOf });
      } else {
        const ways = filters?.waysBack(rows.relax(named, choice.filters), choice.filters) ?? [];
        view.showMessage('empty', texts.none, ways);
      }
    } catch (error) {
      if (mine !== turn) return;
      console.error(error);
      const retry = createElement('button', { type: 'button', class: 'button' }, t('search.retry'));
      retry.addEventListener('click', () => {
        root.focus();
        void show();
      });
      view.showMessage('error', t('list.unavailable'), [retry]);
    }
  }

  /** Shows a choice and writes it to the address: a page of the list as a new step of the history. */
  function go(next: Chosen, step: 'push' | 'replace' = 'replace'): void {
    choice = next;
    const address = location.pathname + kind.format(choice);
    if (step === 'push') history.pushState(null, '', address);
    else history.replaceState(history.state, '', address);
    void show();
  }

  function restore(): void {
    const asked = kind.parse(new URLSearchParams(location.search));
    filters?.write(asked);
    const isColumn = heads.some(({ dataset }) => dataset.key === asked.sort);
    // Only what the page offers counts.
    choice = { ...asked, ...readFilters(), ...(!isColumn && none.sort !== undefined && { sort: none.sort }) };
    void show();
  }

  for (const head of heads) {
    const button = head.querySelector('button');
    const { key = '' } = head.dataset;
    if (!button) continue;
    button.disabled = false;
    button.addEventListener('click', () => {
      const ascending = head.ariaSort ? head.ariaSort !== 'ascending' : key === 'title';
      go({ ...choice, sort: key, ascending, page: 1 });
    });
  }
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-page]') : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go({ ...choice, page: Number(link.dataset.page) }, 'push');
    root.focus({ preventScroll: true });
    root.scrollIntoView();
  });
  addEventListener('popstate', restore);
  restore();
  // Whoever reaches for a control finds the rows loaded; a failure is shown when they are needed.
  const warm = () => void load().catch(() => undefined);
  for (const part of [form, root.querySelector('thead')]) {
    part?.addEventListener('pointerenter', warm, { once: true });
    part?.addEventListener('focusin', warm, { once: true });
  }
}
