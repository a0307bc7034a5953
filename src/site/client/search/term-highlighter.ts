import { markerOf, type TextPart } from '../../../search/excerpt.ts';
import type { KnownTerm } from '../../../search/find.ts';
import { parseQuery } from '../../../search/query.ts';
import { createElement, requireElement } from '../dom.ts';

/** Highlights the terms of a query in the postmortem; Escape removes the highlights. */
export function highlightArticle(query: string): void {
  const article = requireElement(document, '[data-postmortem]', HTMLElement);
  const terms = parseQuery(query).terms.flatMap((term): KnownTerm[] => [
    { ...term, known: 'exact', documents: 1 },
    { ...term, known: 'spelling', documents: 1 },
  ]);
  const marksIn = markerOf(terms);
  for (const text of textsIn(article)) markIn(text, marksIn(text.data));
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) unmark(article);
  });
}

function textsIn(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const { currentNode } = walker;
    // SVG cannot contain `mark`.
    if (currentNode instanceof Text && !currentNode.parentElement?.closest('svg, script, style'))
      texts.push(currentNode);
  }
  return texts;
}

function markIn(text: Text, parts: readonly TextPart[]): void {
  if (!parts.some(({ marked }) => marked)) return;
  text.replaceWith(...parts.map(({ text: part, marked }) => (marked ? createElement('mark', {}, part) : part)));
}

function unmark(article: HTMLElement): void {
  for (const mark of article.querySelectorAll('mark')) mark.replaceWith(...mark.childNodes);
  article.normalize();
  const address = new URL(location.href);
  address.searchParams.delete('mark');
  history.replaceState(history.state, '', address);
}
