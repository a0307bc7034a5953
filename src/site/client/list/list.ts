// Sorts, filters and pages lists of postmortems, with all of it in the address. Without this script, a list shows its newest rows.
import { formatChoice, isDefault, parseChoice } from '../../../archive/list/address.ts';
import { chosenRows, type ListChoice, type ListScope, rowsWith } from '../../../archive/list/choose.ts';
import { createElement } from '../dom.ts';
import { formats, t } from '../text.ts';
import { listLoader } from './list-data.ts';
import { listFilters } from './list-filters.ts';
import { listView } from './list-view.ts';

const COLLATOR = new Intl.Collator(formats.locale, { numeric: true, sensitivity: 'base' });

const found = document.querySelector<HTMLElement>('[data-list]');
if (found) start(found, document.querySelector<HTMLFormElement>('form[data-filters]'));

function start(root: HTMLElement, form: HTMLFormElement | null): void {
  const { kind, value } = root.dataset;
  const scope: ListScope | undefined = kind === undefined || value === undefined ? undefined : [kind, value];
  const load = listLoader(scope);
  const view = listView(root);
  const heads = [...root.querySelectorAll<HTMLTableCellElement>('thead th')];
  const filters = form ? listFilters(form, () => go({ ...choice, ...readFilters(), page: 1 })) : undefined;
  const readFilters = () => filters?.read() ?? { text: '', filters: parseChoice(new URLSearchParams()).filters };
  let choice: ListChoice;
  let turn = 0;

  async function show(): Promise<void> {
    const mine = ++turn;
    view.markSort(choice);
    filters?.markFiltered(choice);
    if (isDefault(choice)) {
      filters?.showWritten();
      view.showWritten();
      return;
    }
    view.showLoading();
    try {
      const { rows, frame } = await load();
      if (mine !== turn) return;
      const named = rowsWith(rows, choice.text, frame);
      const chosen = chosenRows(named, choice, frame, COLLATOR.compare);
      filters?.showCounts(named, choice.filters, chosen.length, rows.length);
      if (chosen.length > 0) view.showRows(chosen, frame, choice);
      else view.showMessage('empty', t('search.noneForFilters'), filters?.waysBack(named, choice.filters) ?? []);
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
  function go(next: ListChoice, step: 'push' | 'replace' = 'replace'): void {
    choice = next;
    const address = location.pathname + formatChoice(choice);
    if (step === 'push') history.pushState(null, '', address);
    else history.replaceState(history.state, '', address);
    void show();
  }

  function restore(): void {
    const asked = parseChoice(new URLSearchParams(location.search));
    filters?.write(asked);
    const isColumn = heads.some(({ dataset }) => dataset.key === asked.sort);
    // Only what the page offers counts.
    choice = { ...asked, ...readFilters(), sort: isColumn ? asked.sort : 'date' };
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
