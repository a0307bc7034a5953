import { MAX_QUERY } from '../../../search/limits.ts';
import { element } from '../dom.ts';

/** What the search dialog is made of. */
export interface DialogElements {
  root: HTMLDialogElement;
  form: HTMLFormElement;
  input: HTMLInputElement;
  close: HTMLButtonElement;
  /** A live region. */
  status: HTMLElement;
  /** Another one. */
  advice: HTMLElement;
  /** The listbox. */
  list: HTMLElement;
}

/** Makes the dialog, a combobox over a listbox, and puts it at the end of the page; `base` is the address of the site's root. */
export function dialogElements(base: string): DialogElements {
  const input = element('input', {
    ...{ id: 'dialogQuery', type: 'search', name: 'q', role: 'combobox', placeholder: 'Paste what you see' },
    ...{ 'aria-expanded': 'false', 'aria-controls': 'dialogResults', 'aria-autocomplete': 'list' },
    // For what is pasted before the rest is loaded.
    ...{ maxlength: String(MAX_QUERY) },
    ...{ autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search' },
  });
  const label = element('label', { for: 'dialogQuery' }, 'Has this happened before?');
  const close = element('button', { type: 'button', class: 'button dialog-close' }, 'Close');
  const form = element('form', { action: `${base}search/`, method: 'get' }, label, input, close);
  const status = element('p', { class: 'dialog-status', role: 'status' });
  const advice = element('div', { class: 'dialog-advice', role: 'status' });
  const list = element('div', { id: 'dialogResults', role: 'listbox', 'aria-label': 'Results' });
  const root = element(
    'dialog',
    { class: 'search-dialog', 'aria-label': 'Search', 'data-search-state': 'idle' },
    element('search', {}, form),
    element('div', { class: 'dialog-answer' }, status, advice, list),
    element('p', { class: 'dialog-keys' }, ...keysHelp()),
  );
  document.body.append(root);
  return { root, form, input, close, status, advice, list };
}

function keysHelp(): (Node | string)[] {
  const key = (name: string) => element('kbd', {}, name);
  return [key('↑'), ' ', key('↓'), ' choose  ', key('Enter'), ' open, or all results  ', key('Esc'), ' clear, close'];
}
