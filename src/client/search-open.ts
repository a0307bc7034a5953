// Opens the search on every page: by its button, by `/` and by Ctrl or Cmd and K. The dialog itself is loaded then.

const button = document.querySelector<HTMLElement>('[data-search-open]');

async function open(): Promise<void> {
  // Where the page has a field of its own for the search, that is the one.
  const field = document.querySelector<HTMLElement>('[data-search-state] [name="q"]');
  if (field && !field.closest('dialog')) {
    field.focus();
    return;
  }
  const { openSearchDialog } = await import('./search-dialog.ts');
  openSearchDialog(button?.dataset.base ?? '/', button?.dataset.search ?? '');
}

button?.addEventListener('click', (event) => {
  // A click that asks for a new tab gets the search page.
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  void open();
});

addEventListener('keydown', (event) => {
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';
  if (!isShortcut && (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey)) return;
  if (!isShortcut && isField(event.target)) return;
  event.preventDefault();
  void open();
});

/** Whether keys typed there are text. */
function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
