import type { Suggestion } from '../../../../search/suggest.ts';
import { createElement } from '../../dom.ts';
import { href } from '../../href.ts';
import { parts, t } from '../../text.ts';

/** Offers a corrected query. */
export function suggestionAdvice({ query, words }: Suggestion, ask: (query: string) => void): HTMLElement {
  const button = adviceButton(words.join(', '), () => ask(query));
  button.dataset.suggestion = query;
  return createElement('p', {}, ...parts('search.meant', { words: button }));
}

/** Says what to do where nothing is found. */
export function emptyAdvice(): HTMLElement {
  const link = createElement('a', { href: href('postmortems/') }, t('search.browse'));
  return createElement('p', {}, ...parts('search.tryBrowsing', { browse: link }));
}

/** Makes a button among the advice. */
export function adviceButton(text: string, act: () => void): HTMLButtonElement {
  const button = createElement('button', { type: 'button', class: 'button' }, text);
  button.addEventListener('click', act);
  return button;
}
