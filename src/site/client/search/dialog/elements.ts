import { MAX_QUERY } from '../../../../search/limits.ts';
import { createElement } from '../../dom.ts';
import { href } from '../../href.ts';
import { parts, t } from '../../text.ts';

/** The elements of the search dialog. */
export interface DialogElements {
  root: HTMLDialogElement;
  form: HTMLFormElement;
  input: HTMLInputElement;
  close: HTMLButtonElement;
  /** Live region for the number of results. */
  status: HTMLElement;
  /** Live region for suggestions and help. */
  advice: HTMLElement;
  /** The listbox. */
  list: HTMLElement;
}

/** Creates the dialog, a combobox with a listbox, at the end of the page. */
export function dialogElements(): DialogElements {
  const input = createElement('input', {
    ...{ id: 'dialogQuery', type: 'search', name: 'q', role: 'combobox', placeholder: t('search.paste') },
    ...{ 'aria-expanded': 'false', 'aria-controls': 'dialogResults', 'aria-autocomplete': 'list' },
    // Limits what is pasted before the rest is loaded.
    ...{ maxlength: String(MAX_QUERY) },
    ...{ autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search' },
  });
  const label = createElement('label', { for: 'dialogQuery' }, t('search.question'));
  const close = createElement('button', { type: 'button', class: 'button dialog-close' }, t('search.close'));
  const form = createElement('form', { action: href('search/'), method: 'get' }, label, input, close);
  const status = createElement('p', { class: 'dialog-status', role: 'status' });
  const advice = createElement('div', { class: 'dialog-advice', role: 'status' });
  const list = createElement('div', { id: 'dialogResults', role: 'listbox', 'aria-label': t('search.results') });
  const root = createElement(
    'dialog',
    { class: 'search-dialog', 'aria-label': t('search.title'), 'data-search-state': 'idle' },
    createElement('search', {}, form),
    createElement('div', { class: 'dialog-answer' }, status, advice, list),
    createElement('p', { class: 'dialog-keys' }, ...keysHelp()),
  );
  document.body.append(root);
  return { root, form, input, close, status, advice, list };
}

function keysHelp(): (Node | string)[] {
  const key = (name: string) => createElement('kbd', {}, name);
  return [
    ...parts('search.keys.choose', { up: key('↑'), down: key('↓') }),
    '  ',
    ...parts('search.keys.open', { enter: key('Enter') }),
    '  ',
    ...parts('search.keys.clear', { escape: key('Esc') }),
  ];
}
