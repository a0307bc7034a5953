import { markWords } from '../search/excerpt.ts';
import type { KnownTerm } from '../search/find.ts';
import { parseQuery } from '../search/query.ts';
import { element, need } from './dom.ts';

// Marks the words that the address has; Escape takes the marks away.

const article = need(document, '[data-postmortem]', HTMLElement);
const terms = parseQuery(new URLSearchParams(location.search).get('mark') ?? '').terms.flatMap((term): KnownTerm[] => [
  { ...term, known: 'exact', documents: 1 },
  { ...term, known: 'spelling', documents: 1 },
]);

if (terms.length > 0) {
  for (const text of textsIn(article)) markIn(text);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) unmark();
  });
}

function textsIn(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const { currentNode } = walker;
    // Drawings hold no elements of HTML.
    if (currentNode instanceof Text && !currentNode.parentElement?.closest('svg, script, style'))
      texts.push(currentNode);
  }
  return texts;
}

function markIn(text: Text): void {
  const parts = markWords(text.data, terms);
  if (!parts.some(({ marked }) => marked)) return;
  text.replaceWith(...parts.map(({ text: part, marked }) => (marked ? element('mark', {}, part) : part)));
}

function unmark(): void {
  for (const mark of article.querySelectorAll('mark')) mark.replaceWith(...mark.childNodes);
  article.normalize();
  const address = new URL(location.href);
  address.searchParams.delete('mark');
  history.replaceState(history.state, '', address);
}
