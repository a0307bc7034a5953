import type { Found } from '../../../search/find.ts';
import { SEARCH_FOLDER } from '../../../search/manifest.ts';
import { filtersOf, formatState } from '../../../search/state.ts';
import type { Suggestion } from '../../../search/suggest.ts';
import { createElement } from '../dom.ts';
import { href } from '../href.ts';
import { parts, t } from '../text.ts';
import { boundField } from './bounded-field.ts';
import type { DialogElements } from './dialog-elements.ts';
import { makeOptions } from './dialog-options.ts';
import { IndexReplaced, makeSearchEngine } from './engine.ts';
import { emptyMessage, summaryOf } from './messages.ts';
import { type ResultContent, resultContent } from './result-content.ts';
import { makeSlowNotice } from './slow-notice.ts';

const TYPING_PAUSE = 100;
const AT_ONCE = 6;
// Marks the line ends of pasted text, which a single-line field cannot contain.
const LINE_END = ' ⏎ ';
const DEFAULT_STATE = { filters: filtersOf(() => []), sort: 'relevance' } as const;

/** Connects the dialog to the search. */
export function connectDialog(elements: DialogElements): ConnectedDialog {
  const { root, form, input, close, status, advice, list } = elements;
  const engine = makeSearchEngine(`${href(SEARCH_FOLDER)}/`);
  const options = makeOptions(input, list);
  const slowNotice = makeSlowNotice((message) => {
    status.textContent = message;
  });
  boundField(input, inOneLine);
  let turn = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  // A trailing space marks the last word as complete.
  const queryOf = () => input.value.replaceAll(LINE_END.trim(), '\n').trimStart();
  const allAddress = () => `${href('search/')}${formatState({ ...DEFAULT_STATE, query: queryOf() })}`;

  function show(state: string, message: string, ...help: Node[]): void {
    slowNotice.end();
    root.dataset.searchState = state;
    list.setAttribute('aria-busy', 'false');
    status.textContent = message;
    advice.replaceChildren(...help);
  }

  function wait(): void {
    root.dataset.searchState = 'loading';
    list.setAttribute('aria-busy', 'true');
    slowNotice.begin();
  }

  async function run(): Promise<void> {
    const mine = ++turn;
    const isCurrent = () => mine === turn;
    const query = queryOf();
    wait();
    try {
      if (query === '') return await showFeatured(isCurrent);
      const showEarly = async (early: Found) => {
        const shown = await contentsOf(early, 1);
        if (isCurrent()) showFound(query, early, shown, true);
      };
      const found = await engine.find(query, showEarly);
      // Shows the best result first if there are no results yet.
      if (list.querySelector('[data-result]') === null && found.matches.length > 0) await showEarly(found);
      const shown = await contentsOf(found, AT_ONCE);
      if (!isCurrent()) return;
      showFound(query, found, shown);
      // A suggestion is optional.
      const meant = await engine.suggest(query.trim(), found).catch(console.error);
      if (meant && isCurrent()) advice.replaceChildren(suggestion(meant));
    } catch (error) {
      if (!isCurrent()) return;
      if (error instanceof IndexReplaced) return run();
      console.error(error);
      options.clear();
      show('error', t('search.unavailable'), retry());
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

  function showFound(query: string, found: Found, shown: readonly [string, ResultContent][], isEarly = false): void {
    if (shown.length === 0) {
      options.clear();
      show('empty', emptyMessage({ ...DEFAULT_STATE, query }, found, 0), hint());
      return;
    }
    options.show(
      shown.map(([id, content]) => ({ id, content })),
      found.matches.length > shown.length
        ? { title: t('search.all', { number: found.matches.length }), address: allAddress() }
        : undefined,
    );
    if (!isEarly) show('done', summaryOf(found.matches, found));
  }

  async function showFeatured(isCurrent: () => boolean): Promise<void> {
    const { featured } = await engine.manifest();
    if (!isCurrent()) return;
    options.offer([
      { title: t('search.newest'), documents: featured.newest },
      { title: t('search.highestImpact'), documents: featured.gravest },
    ]);
    show('idle', '');
  }

  function suggestion({ query, words }: Suggestion): HTMLElement {
    const button = createElement(
      'button',
      { type: 'button', class: 'button', 'data-suggestion': query },
      words.join(', '),
    );
    button.addEventListener('click', () => ask(query));
    return createElement('p', {}, ...parts('search.meant', { words: button }));
  }

  function retry(): HTMLElement {
    const button = createElement('button', { type: 'button', class: 'button' }, t('search.retry'));
    button.addEventListener('click', () => {
      input.focus();
      void run();
    });
    return button;
  }

  function hint(): HTMLElement {
    const link = createElement('a', { href: href('postmortems/') }, t('search.browse'));
    return createElement('p', {}, ...parts('search.tryBrowsing', { browse: link }));
  }

  function ask(query: string): void {
    input.value = query;
    input.focus();
    void run();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const address = options.chosen() ?? allAddress();
    // A link within this page would leave the dialog open.
    root.close();
    location.assign(address);
  });
  input.addEventListener('input', () => {
    clearTimeout(pause);
    // The shown results and the selection belong to an earlier query.
    turn++;
    options.drop();
    wait();
    pause = setTimeout(run, TYPING_PAUSE);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      options.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Escape' && input.value !== '') {
      // The first Escape clears, the next closes.
      event.preventDefault();
      ask('');
    }
  });
  root.addEventListener('click', (event) => {
    if (event.target === root) root.close();
  });
  close.addEventListener('click', () => root.close());
  list.addEventListener('click', ({ target, metaKey, ctrlKey, shiftKey }) => {
    const isOption = target instanceof Element && target.closest('a') !== null;
    if (isOption && !metaKey && !ctrlKey && !shiftKey) root.close();
  });
  return {
    refresh() {
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
