import { countFacets, type Facts, passes, sortMatches } from '../search/facts.ts';
import { formatState, hasFilters, type SearchState } from '../search/state.ts';
import { need } from './dom.ts';
import { type Found, type Match, makeSearchEngine } from './search-engine.ts';
import { searchForm, stateOfAddress } from './search-form.ts';
import { searchView } from './search-view.ts';

const TYPING_PAUSE = 180;

const root = need(document, '[data-search-state]', HTMLElement);
const base = root.dataset.base ?? '/';
const element = need(root, 'form', HTMLFormElement);
const form = searchForm(element);
const engine = makeSearchEngine(`${base}pagefind/`);
const view = searchView(root, {
  retry: () => void run(form.read()),
  clear(facet) {
    form.clear(facet);
    go('push');
  },
  titleOf: form.titleOf,
});

let turn = 0;
let pause: ReturnType<typeof setTimeout> | undefined;

/** Searches for what the form says and puts it into the address: as a new step for choices, in place while typing. */
function go(step: 'push' | 'replace'): void {
  clearTimeout(pause);
  const state = form.read();
  const address = location.pathname + formatState(state);
  if (step === 'push' && address !== location.pathname + location.search) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  void run(state);
}

/** Shows what the address says. */
function restore(): void {
  clearTimeout(pause);
  const state = stateOfAddress();
  form.write(state);
  void run(state);
}

async function run(state: SearchState): Promise<void> {
  const mine = ++turn;
  view.showLoading();
  try {
    const [facts, found] = await Promise.all([engine.facts(), engine.find(state.query)]);
    // A later search has begun meanwhile.
    if (mine !== turn) return;
    form.showCounts(
      countFacets(
        found.matches.map(({ fact }) => fact),
        state.filters,
      ),
    );
    await show(state, facts, found, () => mine === turn);
  } catch (error) {
    if (mine !== turn) return;
    console.error(error);
    view.showError();
  }
}

async function show(state: SearchState, facts: Facts, found: Found, isCurrent: () => boolean): Promise<void> {
  const passing = found.matches.filter(({ fact }) => passes(fact, state.filters));
  const matches: Match[] = sortMatches(passing, state.sort);
  if (matches.length === 0) return view.showEmpty(state, found);
  const isIdle = state.query === '' && !hasFilters(state.filters);
  await view.showResults(isIdle ? 'idle' : 'done', matches, { base, facts, found }, isCurrent);
}

element.addEventListener('submit', (event) => {
  event.preventDefault();
  go('push');
});
element.addEventListener('input', (event) => {
  if (!(event.target instanceof HTMLInputElement) || event.target.name !== 'q') return;
  clearTimeout(pause);
  pause = setTimeout(go, TYPING_PAUSE, 'replace');
});
element.addEventListener('change', (event) => {
  // The query has been searched for while it was typed.
  if (event.target instanceof HTMLInputElement && event.target.name === 'q') return;
  go('push');
});
addEventListener('popstate', restore);
// On narrow screens the filters are folded away.
const toggle = need(element, '[aria-controls]', HTMLButtonElement);
toggle.addEventListener('click', () => {
  toggle.setAttribute('aria-expanded', String(toggle.getAttribute('aria-expanded') !== 'true'));
});
restore();
