import { closenessOf } from '../../../search/closeness.ts';
import { countFacets, type Fact, passes, type RankedFact, sortMatches } from '../../../search/facts.ts';
import type { Found } from '../../../search/find.ts';
import { SEARCH_FOLDER } from '../../../search/manifest.ts';
import type { Match } from '../../../search/ranking.ts';
import { formatState, hasFilters, type SearchState } from '../../../search/state.ts';
import { requireElement } from '../dom.ts';
import { href } from '../href.ts';
import { IndexReplaced, makeSearchEngine } from './engine.ts';
import { preloadSearch } from './preload.ts';
import { searchView } from './results-view.ts';
import { searchForm, stateOfAddress } from './search-form.ts';

const TYPING_PAUSE = 120;

/** Runs the search page: the search of its address, and those of its form. */
export function runSearchPage(): void {
  const root = requireElement(document, '[data-search-state]', HTMLElement);
  const element = requireElement(root, 'form', HTMLFormElement);
  const form = searchForm(element);
  const engine = makeSearchEngine(`${href(SEARCH_FOLDER)}/`);
  const view = searchView(root, {
    engine,
    // The button or link that was pressed disappears, so the field gets the focus.
    retry() {
      form.focus();
      void run(form.read());
    },
    clear(facet) {
      form.clear(facet);
      form.focus();
      go('push');
    },
    ask(query) {
      form.write({ ...form.read(), query });
      form.focus();
      go('push');
    },
    nameOf: form.nameOf,
    titleOf: form.titleOf,
  });

  let turn = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  /** Runs the search of the form and writes it to the address: as a new history entry for choices, in place while typing. */
  function go(step: 'push' | 'replace'): void {
    clearTimeout(pause);
    const state = form.read();
    const address = location.pathname + formatState(state);
    if (step === 'push' && address !== location.pathname + location.search) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    void run(state);
  }

  /** Runs the search of the address. */
  function restore(): void {
    clearTimeout(pause);
    const state = stateOfAddress();
    form.write(state);
    void run(state);
  }

  async function run(state: SearchState): Promise<void> {
    const mine = ++turn;
    const isCurrent = () => mine === turn;
    if (state.query === '' && !hasFilters(state.filters) && state.sort === 'relevance') {
      form.showCounts();
      view.showIdle();
      return;
    }
    preloadSearch();
    void engine.warm();
    view.showLoading();
    try {
      await answer(state, isCurrent);
    } catch (error) {
      if (!isCurrent()) return;
      if (error instanceof IndexReplaced) return run(state);
      console.error(error);
      view.showError();
    }
  }

  async function answer(state: SearchState, isCurrent: () => boolean): Promise<void> {
    const { query, filters, sort } = state;
    const isPlain = query !== '' && !hasFilters(filters) && sort === 'relevance';
    // A query without filters does not need the facts; they are loaded after the results are shown.
    const [found] = await Promise.all([
      engine.find(query, isPlain ? (early) => view.showEarly(early, isCurrent) : undefined),
      isPlain ? undefined : engine.facts([]),
    ]);
    const early = isPlain ? undefined : await engine.facts(found.matches);
    if (!isCurrent()) return;
    const narrowed = early ? narrow(found.matches, early, filters) : undefined;
    const closeness = closenessOf({ ...found, matches: narrowed ?? found.matches });
    const matches = narrowed ? sortMatches(narrowed, sort) : found.matches;
    if (matches.length > 0) await view.showResults({ found, matches, closeness }, isCurrent);
    else view.showEmpty(state, found, early ? factsOf(found, early) : []);
    // Suggestions and counts are optional: a failure leaves the results in place.
    await Promise.all([suggest, count].map((add) => add(state, found, isCurrent).catch(report)));
  }

  async function suggest(state: SearchState, found: Found, isCurrent: () => boolean): Promise<void> {
    const suggestion = await engine.suggest(state.query.trim(), found);
    if (suggestion !== undefined && isCurrent()) view.showSuggestion(state, suggestion);
  }

  async function count(state: SearchState, found: Found, isCurrent: () => boolean): Promise<void> {
    const facts = await engine.facts(found.matches);
    if (isCurrent()) form.showCounts(countFacets(factsOf(found, facts), state.filters));
  }

  element.addEventListener('submit', (event) => {
    event.preventDefault();
    go('push');
  });
  element.addEventListener('input', (event) => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    clearTimeout(pause);
    // The shown results belong to an earlier query.
    turn++;
    view.showLoading();
    pause = setTimeout(go, TYPING_PAUSE, 'replace');
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    go('push');
  });
  element.addEventListener('change', (event) => {
    // The query was searched for while it was typed.
    if (event.target instanceof HTMLTextAreaElement) return;
    go('push');
  });
  addEventListener('popstate', restore);
  // The field has the focus from the start, so the first thing that the reader does stands for it.
  for (const event of ['pointerdown', 'keydown', 'paste'])
    addEventListener(event, () => void engine.warm(), { once: true });
  // On narrow screens the filters are folded away.
  const toggle = requireElement(element, '[aria-controls]', HTMLButtonElement);
  toggle.addEventListener('click', () => {
    toggle.setAttribute('aria-expanded', String(toggle.getAttribute('aria-expanded') !== 'true'));
  });
  restore();
}

/** Logs an error of an optional part; rethrows it if the index was replaced, as the results are outdated then. */
function report(error: unknown): void {
  if (error instanceof IndexReplaced) throw error;
  console.error(error);
}

/** Returns the matches that pass the filters, with their facts. */
function narrow(matches: readonly Match[], facts: readonly RankedFact[], filters: SearchState['filters']) {
  const byDocument = new Map(facts.map((fact) => [fact.document, fact]));
  return matches.flatMap((match) => {
    const fact = byDocument.get(match.document);
    return fact && passes(fact, filters) ? [{ ...match, fact }] : [];
  });
}

function factsOf({ matches }: Found, facts: readonly Fact[]): Fact[] {
  const found = new Set(matches.map(({ document }) => document));
  return facts.filter(({ document }) => found.has(document));
}
