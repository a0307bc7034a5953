import { isField } from '../../dom.ts';
import { t } from '../../text.ts';
import { preloadSearch } from '../preload.ts';
import type { ConnectedDialog } from './dialog.ts';
import { type DialogElements, dialogElements } from './elements.ts';

// Opens the search dialog with its button, `/`, Ctrl+K or Cmd+K, and then loads the search.

const opener = document.querySelector<HTMLElement>('[data-search-open]');
let elements: DialogElements | undefined;
let connected: Promise<ConnectedDialog> | undefined;

async function open(): Promise<void> {
  // The search page has a field of its own.
  const field = document.querySelector<HTMLElement>('[data-search-state] [name="q"]');
  if (field && !field.closest('dialog')) return field.focus();
  // The field accepts input while the rest is loaded.
  elements ??= dialogElements();
  const { root, input, status } = elements;
  preloadSearch();
  if (!root.open) root.showModal();
  input.focus();
  input.select();
  try {
    connected ??= connect(elements);
    (await connected).refresh();
  } catch (error) {
    console.error(error);
    connected = undefined;
    root.dataset.searchState = 'error';
    status.textContent = t('search.pageInstead');
  }
}

async function connect(of: DialogElements): Promise<ConnectedDialog> {
  const { connectDialog } = await import('./dialog.ts');
  return connectDialog(of);
}

for (const event of ['focus', 'pointerenter']) opener?.addEventListener(event, preloadSearch, { once: true });
// These boxes lead to the search page.
for (const box of document.querySelectorAll('search.search-box')) {
  box.addEventListener('focusin', preloadSearch, { once: true });
}
opener?.addEventListener('click', (event) => {
  // A click with a modifier opens the search page in a new tab.
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
