import { FILES, SEARCH_FOLDER, type SearchManifest } from '../../../search/manifest.ts';
import { cacheTag, entryAddress, PAGEFIND_FILES, wordsPathsFor } from '../../../search/pagefind.ts';
import { stemOf } from '../../../search/text/stem.ts';
import { createElement } from '../dom.ts';
import { href } from '../href.ts';

// `public/search-start.js` does it for a query in the address of the search page.
const isAsked = 'asked' in document.documentElement.dataset;
let isDone = isAsked;
/** Files of an index that were begun. */
const begun = new Set<string>();

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

/** Loads the files about the index in advance, which Pagefind would ask for one after the other. */
export function preloadMeta({ meta }: SearchManifest): void {
  preloadFiles([entryAddress(cacheTag(meta)), meta]);
}

/** Loads the parts of the index with these words in advance, which Pagefind would ask for once it has loaded everything else. */
export function preloadWords({ words }: SearchManifest, keys: readonly string[]): void {
  preloadFiles(wordsPathsFor(keys.map(stemOf), words));
}

function preloadFiles(names: readonly string[]): void {
  for (const name of names.filter((each) => !begun.has(each))) {
    begun.add(name);
    document.head.append(fetchedLink(href(`${SEARCH_FOLDER}/${name}`)));
  }
}

function fetchedLink(address: string): HTMLLinkElement {
  const link = createElement('link', { rel: 'preload', as: 'fetch', crossorigin: 'anonymous', href: address });
  // Chromium answers the next request with the failed one, which must not be the user's second try.
  link.addEventListener('error', () => void fetch(address).catch(() => undefined));
  return link;
}
