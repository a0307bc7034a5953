import type { DialogElements } from './elements.ts';

/** What people do in the dialog. */
export interface DialogActions {
  /** The query was edited. */
  edit(): void;
  /** The query is to be cleared. */
  clear(): void;
  /** Moves the selection by 1 or -1. */
  move(step: 1 | -1): void;
  /** Returns the address to go to with Enter. */
  destination(): string;
}

/** Connects the events of the dialog's elements to actions. */
export function listen({ root, form, input, close, list }: DialogElements, actions: DialogActions): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const address = actions.destination();
    // A link within this page would leave the dialog open.
    root.close();
    location.assign(address);
  });
  input.addEventListener('input', () => actions.edit());
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      actions.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Escape' && input.value !== '') {
      // The first Escape clears, the next closes.
      event.preventDefault();
      actions.clear();
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
}
