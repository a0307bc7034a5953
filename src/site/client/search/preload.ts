import { FILES, SEARCH_FOLDER } from '../../../search/manifest.ts';
import { PAGEFIND_FILES } from '../../../search/pagefind.ts';
import { createElement } from '../dom.ts';
import { href } from '../href.ts';

let isDone = false;

/** Loads in advance what every search needs, all at once: the search itself would find out about one file from another. */
export function preloadSearch(): void {
  if (isDone) return;
  isDone = true;
  const address = (name: string) => href(`${SEARCH_FOLDER}/${name}`);
  const fetched = { rel: 'preload', as: 'fetch', crossorigin: 'anonymous' };
  document.head.append(
    createElement('link', { rel: 'modulepreload', href: address(PAGEFIND_FILES.script) }),
    createElement('link', { ...fetched, href: address(PAGEFIND_FILES.program) }),
    createElement('link', { ...fetched, href: address(FILES.manifest) }),
  );
}
