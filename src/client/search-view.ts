import { waysOut } from '../search/facts.ts';
import { type Facet, hasFilters, type SearchState } from '../search/state.ts';
import { counted, element, need } from './dom.ts';
import type { Found, Match } from './search-engine.ts';
import { type ResultContext, resultItem } from './search-results.ts';

const AT_ONCE = 20;

/** What the view asks of the page. */
export interface SearchActions {
  retry(): void;
  /** Drops the filters of a facet, or all. */
  clear(facet?: Facet): void;
  titleOf(facet: Facet, value: string): string;
}

/** The part of the search page that answers. */
export interface SearchView {
  showLoading(): void;
  /** `idle` is the newest, where nothing was asked for. Nothing is shown when `isCurrent` has become false. */
  showResults(
    state: 'idle' | 'done',
    matches: readonly Match[],
    context: ResultContext,
    isCurrent: () => boolean,
  ): Promise<void>;
  showEmpty(state: SearchState, found: Found): void;
  showError(): void;
}

/** Takes hold of the answering part of the page. */
export function searchView(root: HTMLElement, actions: SearchActions): SearchView {
  const status = need(root, '[data-search-status]', HTMLElement);
  const list = need(root, '[data-search-results]', HTMLOListElement);
  const advice = need(root, '[data-search-advice]', HTMLElement);

  /** The message is read aloud, as its element is a live region. */
  function set(state: 'idle' | 'done' | 'empty' | 'error', message: string, ...help: Node[]): void {
    status.textContent = message;
    advice.replaceChildren(...help);
    list.setAttribute('aria-busy', 'false');
    root.dataset.searchState = state;
  }

  function moreButton(matches: readonly Match[], context: ResultContext): HTMLButtonElement[] {
    const left = matches.length - list.childElementCount;
    if (left <= 0) return [];
    const more = button(`Show ${Math.min(left, AT_ONCE)} more of ${left}`, async () => {
      const shown = list.childElementCount;
      const items = await itemsOf(matches.slice(shown, shown + AT_ONCE), context);
      list.append(...items);
      advice.replaceChildren(...moreButton(matches, context));
      items[0]?.querySelector('a')?.focus();
    });
    return [more];
  }

  return {
    showLoading() {
      root.dataset.searchState = 'loading';
      list.setAttribute('aria-busy', 'true');
    },
    async showResults(state, matches, context, isCurrent) {
      const items = await itemsOf(matches.slice(0, AT_ONCE), context);
      if (!isCurrent()) return;
      list.replaceChildren(...items);
      set(state, summaryOf(state, matches, context.found), ...moreButton(matches, context));
    },
    showEmpty(state, found) {
      list.replaceChildren();
      set('empty', emptyMessage(state, found), ...emptyHelp(state, found, actions));
    },
    showError() {
      list.replaceChildren();
      const message = 'The search could not be loaded. The network or the site may be away for a moment.';
      set('error', message, button('Try again', actions.retry));
    },
  };
}

async function itemsOf(matches: readonly Match[], context: ResultContext): Promise<HTMLLIElement[]> {
  return Promise.all(matches.map((match) => resultItem(match, context)));
}

function summaryOf(state: 'idle' | 'done', matches: readonly Match[], { scope, words }: Found): string {
  const count = counted(matches.length, 'postmortem');
  if (state === 'idle') return count;
  if (scope === 'all') return count;
  return `No postmortem has all ${words.length} words. ${count} with some of them`;
}

function emptyMessage({ query, filters }: SearchState, { matches, words }: Found): string {
  if (query !== '' && words.length === 0) return `“${query}” has no word to search for`;
  if (matches.length > 0) return `No postmortem passes these filters, ${matches.length} would without them`;
  if (query !== '') return `No postmortem matches “${query}”`;
  return hasFilters(filters) ? 'No postmortem passes these filters' : 'There are no postmortems yet';
}

function emptyHelp({ query, filters }: SearchState, { matches }: Found, actions: SearchActions): Node[] {
  if (matches.length === 0) {
    const hint = 'Try fewer words, or the part of the message that does not change from one occurrence to the next.';
    return query === '' ? [] : [element('p', {}, hint)];
  }
  const ways = waysOut(
    matches.map(({ fact }) => fact),
    filters,
  ).map(({ facet, count }) => {
    const values = filters[facet].map((value) => actions.titleOf(facet, value)).join(', ');
    return button(`Drop ${facet} ${values}: ${counted(count, 'postmortem')}`, () => actions.clear(facet));
  });
  return [...ways, button('Drop all filters', () => actions.clear())];
}

function button(text: string, act: () => unknown): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'button' }, text);
  made.addEventListener('click', act);
  return made;
}
