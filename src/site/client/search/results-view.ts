import type { Closeness } from '../../../search/closeness.ts';
import { type Fact, filtersToRelax } from '../../../search/facts.ts';
import type { Found } from '../../../search/find.ts';
import type { Match } from '../../../search/ranking.ts';
import { type Facet, formatState, type SearchState } from '../../../search/state.ts';
import type { Suggestion } from '../../../search/suggest.ts';
import { createElement, painted, requireElement } from '../dom.ts';
import { parts, t } from '../text.ts';
import { IndexReplaced, type SearchEngine } from './engine.ts';
import { emptyMessage, summaryOf } from './messages.ts';
import { resultContent, resultItem } from './result-content.ts';
import { makeSlowNotice } from './slow-notice.ts';

const AT_ONCE = 10;

/** Callbacks and data that the view needs from the page. */
export interface SearchPage {
  engine: SearchEngine;
  retry(): void;
  /** Removes the filters of a facet, or all filters. */
  clear(facet?: Facet): void;
  /** Searches for another query. */
  ask(query: string): void;
  nameOf(facet: Facet): string;
  titleOf(facet: Facet, value: string): string;
}

/** The results that pass the filters, in the order that was chosen. */
export interface Answer {
  found: Found;
  matches: readonly Match[];
  closeness: Closeness;
}

/** The results of the search page. */
export interface SearchView {
  showIdle(): void;
  showLoading(): void;
  /** Shows the best result of a preliminary answer, unless results are shown already. */
  showEarly(found: Found, isCurrent: () => boolean): Promise<void>;
  /**
   * Shows the first results, the best as soon as it is loaded, unless `isCurrent` has become false. If none is close, says so and shows them only on request.
   */
  showResults(answer: Answer, isCurrent: () => boolean): Promise<void>;
  /** Explains why there are no results; `facts` are those of the results without filters. */
  showEmpty(state: SearchState, found: Found, facts: readonly Fact[]): void;
  showSuggestion(state: SearchState, suggestion: Suggestion): void;
  showError(): void;
}

/** Makes the view for an element of the page. */
export function searchView(root: HTMLElement, page: SearchPage): SearchView {
  const status = requireElement(root, '[data-search-status]', HTMLElement);
  const suggestion = requireElement(root, '[data-search-suggestion]', HTMLElement);
  const list = requireElement(root, '[data-search-results]', HTMLOListElement);
  const advice = requireElement(root, '[data-search-advice]', HTMLElement);
  // Postmortems that are offered before a search; they would distract from results.
  const idle = requireElement(root, '[data-search-idle]', HTMLElement);
  const slowNotice = makeSlowNotice((message) => {
    status.textContent = message;
  });

  /** Sets the state, how close the results are, and the message, which is a live region. */
  function set(
    state: 'idle' | 'done' | 'empty' | 'error',
    closeness: Closeness | undefined,
    message: string,
    ...help: Node[]
  ): void {
    slowNotice.end();
    say(message);
    advice.replaceChildren(...help);
    list.setAttribute('aria-busy', 'false');
    root.dataset.searchState = state;
    if (closeness) root.dataset.searchAnswer = closeness;
    else delete root.dataset.searchAnswer;
    if (state === 'idle') list.after(idle);
    else idle.remove();
    // See `public/search-start.js`.
    delete document.documentElement.dataset.asked;
  }

  /** Announces a message, but not the same one again. */
  function say(message: string): void {
    if (status.textContent !== message) status.textContent = message;
  }

  async function items(matches: readonly Match[], found: Found): Promise<HTMLLIElement[]> {
    const documents = await Promise.all(matches.map(({ document }) => page.engine.document(document)));
    return documents.flatMap((document, at) => {
      const match = matches[at];
      return match ? [resultItem(document.id, resultContent(document, match, found))] : [];
    });
  }

  function moreButton(matches: readonly Match[], found: Found, isCurrent: () => boolean): HTMLButtonElement[] {
    const shown = list.childElementCount;
    const left = matches.length - shown;
    if (left <= 0) return [];
    const label = left > AT_ONCE ? t('search.more', { number: AT_ONCE, left }) : t('search.rest', { number: left });
    const more = button(label, async () => {
      if (!isCurrent()) return;
      more.disabled = true;
      try {
        const next = await items(matches.slice(shown, shown + AT_ONCE), found);
        if (!isCurrent()) return;
        list.append(...next);
        advice.replaceChildren(...moreButton(matches, found, isCurrent));
        next[0]?.querySelector('a')?.focus();
      } catch (error) {
        if (!isCurrent()) return;
        if (error instanceof IndexReplaced) return page.retry();
        console.error(error);
        status.textContent = t('search.moreUnavailable');
        more.disabled = false;
        more.focus();
      }
    });
    return [more];
  }

  /** Shows the best result before the others are loaded, unless results are shown already. */
  async function showBest(
    matches: readonly Match[],
    found: Found,
    isCurrent: () => boolean,
    message?: string,
  ): Promise<void> {
    if (list.childElementCount > 0) return;
    const best = await items(matches.slice(0, 1), found);
    // The others may have been shown meanwhile.
    if (!isCurrent() || list.childElementCount > 0) return;
    suggestion.replaceChildren();
    list.replaceChildren(...best);
    idle.remove();
    if (message !== undefined) {
      slowNotice.end();
      say(message);
    }
    await painted();
  }

  /** Shows results in place of others. The best stays in the page if it is shown already, as it may have the focus. */
  function replaceResults(shown: readonly HTMLLIElement[]): void {
    const [best, ...rest] = shown;
    const current = list.firstElementChild;
    if (best && current?.isEqualNode(best)) {
      while (current.nextSibling) current.nextSibling.remove();
      list.append(...rest);
    } else list.replaceChildren(...shown);
  }

  async function showList({ matches, found, closeness }: Answer, isCurrent: () => boolean): Promise<void> {
    const summary = summaryOf(matches, found, closeness);
    // The best has the network to itself.
    await showBest(matches, found, isCurrent, summary);
    if (!isCurrent()) return;
    const shown = await items(matches.slice(0, AT_ONCE), found);
    if (!isCurrent()) return;
    suggestion.replaceChildren();
    replaceResults(shown);
    set('done', closeness, summary, ...moreButton(matches, found, isCurrent));
  }

  return {
    showIdle() {
      list.replaceChildren();
      suggestion.replaceChildren();
      set('idle', undefined, '');
    },
    showLoading() {
      root.dataset.searchState = 'loading';
      list.setAttribute('aria-busy', 'true');
      slowNotice.begin();
    },
    showEarly: (found, isCurrent) => showBest(found.matches, found, isCurrent),
    async showResults(answer, isCurrent) {
      if (answer.closeness !== 'none') return showList(answer, isCurrent);
      list.replaceChildren();
      suggestion.replaceChildren();
      const { matches, found } = answer;
      const reveal = button(t('search.showDistant', { count: matches.length }), async () => {
        try {
          await showList(answer, isCurrent);
          list.querySelector('a')?.focus();
        } catch (error) {
          console.error(error);
          page.retry();
        }
      });
      set('done', 'none', summaryOf(matches, found, 'none'), reveal);
    },
    showEmpty(state, found, facts) {
      list.replaceChildren();
      suggestion.replaceChildren();
      set('empty', 'none', emptyMessage(state, found, facts.length), ...emptyHelp(state, facts, page));
    },
    showSuggestion(state, { query, words }) {
      const address = formatState({ ...state, query });
      const link = createElement('a', { href: address, 'data-suggestion': query }, words.join(', '));
      link.addEventListener('click', (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        page.ask(query);
      });
      suggestion.replaceChildren(...parts('search.meant', { words: link }));
    },
    showError() {
      list.replaceChildren();
      suggestion.replaceChildren();
      const message = t('search.unavailable');
      set('error', undefined, message, button(t('search.retry'), page.retry));
    },
  };
}

function emptyHelp({ query, filters }: SearchState, facts: readonly Fact[], page: SearchPage): Node[] {
  if (facts.length === 0) {
    return query === '' ? [] : [createElement('p', {}, t('search.tryFewer'))];
  }
  const ways = filtersToRelax(facts, filters).map(({ facet, count }) => {
    const values = (filters[facet] ?? []).map((value) => page.titleOf(facet, value)).join(', ');
    const text = t('search.removeFilter', { facet: page.nameOf(facet), values, count });
    return button(text, () => page.clear(facet));
  });
  return [...ways, button(t('search.removeFilters'), () => page.clear())];
}

function button(text: string, act: () => unknown): HTMLButtonElement {
  const button = createElement('button', { type: 'button', class: 'button' }, text);
  button.addEventListener('click', act);
  return button;
}
