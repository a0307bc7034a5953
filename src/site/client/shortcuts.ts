// Opens the list of keyboard shortcuts with `?` or its button.
import { isField } from './dom.ts';

const dialog = document.querySelector<HTMLDialogElement>('[data-shortcuts]');
const opener = document.querySelector<HTMLButtonElement>('[data-shortcuts-open]');

function open(): void {
  if (dialog && !document.querySelector('dialog[open]')) dialog.showModal();
}

addEventListener('keydown', (event) => {
  if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  event.preventDefault();
  open();
});

if (opener) {
  opener.addEventListener('click', open);
  opener.hidden = false;
}
