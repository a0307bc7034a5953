import { FILES, SEARCH_FOLDER, type SearchManifest } from '../../../search/manifest.ts';
import { PAGEFIND_FILES } from '../../../search/pagefind.ts';
import { createElement } from '../dom.ts';
import { href } from '../href.ts';

// `public/search-start.js` does it for a query in the address of the search page.
const isAsked = 'asked' in document.documentElement.dataset;
let isDone = isAsked;
let begun: string | undefined;

/** Loads in advance what every search needs, all at once: the search itself would find out about one file from another. */
export function preloadSearch(): void {
  if (isDone) return;
  isDone = true;
  const address = (name: string) => href(`${SEARCH_FOLDER}/${name}`);
  document.head.append(
    createElement('link', { rel: 'modulepreload', href: address(PAGEFIND_FILES.script) }),
    fetchedLink(address(PAGEFIND_FILES.program)),
    fetchedLink(address(FILES.manifest)),
  );
}

/** Loads the file about the index in advance, which Pagefind would ask for only after another file. */
export function preloadMeta({ meta }: SearchManifest): void {
  if (isAsked || meta === begun) return;
  begun = meta;
  document.head.append(fetchedLink(href(`${SEARCH_FOLDER}/${meta}`)));
}

function fetchedLink(address: string): HTMLLinkElement {
  const link = createElement('link', { rel: 'preload', as: 'fetch', crossorigin: 'anonymous', href: address });
  // Chromium answers the next request with the failed one, which must not be the user's second try.
  link.addEventListener('error', () => void fetch(address).catch(() => undefined));
  return link;
}
