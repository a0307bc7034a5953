import { closenessOf, isSure } from '../../../../search/closeness.ts';
import { type Destination, destinationsFor } from '../../../../search/destinations.ts';
import type { Found } from '../../../../search/find.ts';
import { SEARCH_FOLDER } from '../../../../search/manifest.ts';
import { filtersOf, formatState } from '../../../../search/state.ts';
import { href } from '../../href.ts';
import { t } from '../../text.ts';
import { boundField } from '../bounded-field.ts';
import { loadDestinations } from '../destinations.ts';
import { IndexReplaced, makeSearchEngine } from '../engine.ts';
import { emptyMessage, summaryOf } from '../messages.ts';
import { type ResultContent, resultContent } from '../result-content.ts';
import { adviceButton, emptyAdvice, suggestionAdvice } from './advice.ts';
import type { DialogElements } from './elements.ts';
import { listen } from './events.ts';
import { makeOptions } from './options.ts';
import { makeStatus } from './status.ts';

const TYPING_PAUSE = 100;
const AT_ONCE = 6;
const MOST_PAGES = 4;
// Marks the line ends of pasted text, which a single-line field cannot contain.
const LINE_END = ' ⏎ ';
const DEFAULT_STATE = { filters: filtersOf(() => []), sort: 'relevance' } as const;

/** Connects the dialog to the search. */
export function connectDialog(elements: DialogElements): ConnectedDialog {
  const { root, input, advice, list } = elements;
  const engine = makeSearchEngine(`${href(SEARCH_FOLDER)}/`);
  const options = makeOptions(input, list);
  const { show, wait } = makeStatus(elements);
  boundField(input, inOneLine);
  let turn = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let destinations: readonly Destination[] = [];
  // Lists the last results again, with pages that were loaded meanwhile.
  let showAgain: (() => void) | undefined;
  // A trailing space marks the last word as complete.
  const queryOf = () => input.value.replaceAll(LINE_END.trim(), '\n').trimStart();
  const allAddress = () => `${href('search/')}${formatState({ ...DEFAULT_STATE, query: queryOf() })}`;

  async function run(): Promise<void> {
    const mine = ++turn;
    const isCurrent = () => mine === turn;
    const query = queryOf();
    wait();
    try {
      if (query === '') return await showFeatured(isCurrent);
      const showEarly = async (early: Found) => {
        const shown = await contentsOf(early, 1);
        if (isCurrent()) showResults(query, early, shown);
      };
      const found = await engine.find(query, showEarly);
      const isDistant = closenessOf(found) === 'none';
      // Shows the best result first if there are no results yet.
      if (!isDistant && list.querySelector('[data-result]') === null) await showEarly(found);
      const shown = isDistant ? [] : await contentsOf(found, AT_ONCE);
      if (!isCurrent()) return;
      showFound(query, found, shown, isCurrent);
      // A suggestion is optional.
      const meant = await engine.suggest(query.trim(), found).catch(console.error);
      if (meant && isCurrent()) advice.prepend(suggestionAdvice(meant, ask));
    } catch (error) {
      if (isCurrent()) fail(error);
    }
  }

  async function contentsOf(found: Found, count: number): Promise<[id: string, content: ResultContent][]> {
    const matches = found.matches.slice(0, count);
    return Promise.all(
      matches.map(async (match) => {
        const document = await engine.document(match.document);
        return [document.id, resultContent(document, match, found)];
      }),
    );
  }

  /** Shows results in the list, and the pages that the query may name. Returns the number of these. */
  function showResults(query: string, found: Found, shown: readonly [string, ResultContent][]): number {
    const pages = destinationsFor(query, destinations, MOST_PAGES);
    options.show({
      results: shown.map(([id, content]) => ({ id, content })),
      all:
        found.matches.length > shown.length && shown.length > 0
          ? { title: t('search.all', { number: found.matches.length }), address: allAddress() }
          : undefined,
      isSure: isSure(query, found),
      destinations: pages,
    });
    return pages.length;
  }

  function showFound(
    query: string,
    found: Found,
    shown: readonly [string, ResultContent][],
    isCurrent: () => boolean,
  ): void {
    showAgain = () => showResults(query, found, shown);
    const pages = showResults(query, found, shown);
    const say = (summary: string) => (pages > 0 ? t('search.withPages', { summary, count: pages }) : summary);
    const count = found.matches.length;
    if (shown.length > 0) show('done', closenessOf(found), say(summaryOf(found.matches, found)));
    else if (count > 0) show('done', 'none', say(summaryOf(found.matches, found)), revealing(query, found, isCurrent));
    else show('empty', 'none', say(emptyMessage({ ...DEFAULT_STATE, query }, found, 0)), emptyAdvice());
  }

  /** Makes a button that shows results although none is close. */
  function revealing(query: string, found: Found, isCurrent: () => boolean): HTMLElement {
    return adviceButton(t('search.showDistant', { count: found.matches.length }), async () => {
      input.focus();
      try {
        const distant = await contentsOf(found, AT_ONCE);
        if (isCurrent()) showFound(query, found, distant, isCurrent);
      } catch (error) {
        if (isCurrent()) fail(error);
      }
    });
  }

  async function showFeatured(isCurrent: () => boolean): Promise<void> {
    const { featured } = await engine.manifest();
    if (!isCurrent()) return;
    options.offer([
      { title: t('search.newest'), documents: featured.newest },
      { title: t('search.highestImpact'), documents: featured.gravest },
    ]);
    showAgain = undefined;
    show('idle', undefined, '');
  }

  /** Searches again if the site was rebuilt; otherwise says that the search cannot be loaded. */
  function fail(error: unknown): void {
    if (error instanceof IndexReplaced) {
      void run();
      return;
    }
    console.error(error);
    options.clear();
    const retry = adviceButton(t('search.retry'), () => {
      input.focus();
      void run();
    });
    show('error', undefined, t('search.unavailable'), retry);
  }

  async function loadPages(): Promise<void> {
    if (destinations.length > 0) return;
    try {
      destinations = await loadDestinations();
      showAgain?.();
    } catch (error) {
      // The search works without them.
      console.error(error);
    }
  }

  function ask(query: string): void {
    input.value = query;
    input.focus();
    void run();
  }

  listen(elements, {
    edit() {
      clearTimeout(pause);
      // The shown results and the selection belong to an earlier query.
      turn++;
      showAgain = undefined;
      options.drop();
      wait();
      pause = setTimeout(run, TYPING_PAUSE);
    },
    clear: () => ask(''),
    move: options.move,
    destination: () => options.chosen() ?? allAddress(),
  });
  return {
    refresh() {
      void engine.warm();
      void loadPages();
      if (root.dataset.searchState !== 'done' || queryOf() === '') void run();
    },
  };
}

/** Formats text for a single-line field. */
function inOneLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.length > 1 ? lines.filter(Boolean).join(LINE_END) : text;
}

/** A dialog that searches while the user types. */
export interface ConnectedDialog {
  /** Runs the search of its field after opening, unless its results are shown already. */
  refresh(): void;
}
