import GithubSlugger, { slug } from 'github-slugger';
import type { Element, Root } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from '../body/visit.ts';

/** Stands before every id that an author wrote, so that none is that of a heading, or one that a page has of its own. */
export const PREFIX = 'user-content-';

/**
 * Gives headings without an id one made of their text, as GitHub does, and leaves every id to one element of the document:
 * to the first, but those of footnotes to the footnotes, which link to them. Runs when the ids of the author have their prefix.
 */
export function rehypeIds() {
  return (tree: Root) => {
    const elements: Element[] = [];
    visit(tree, 'element', (element) => {
      if (element.properties.id !== undefined) elements.push(element);
    });
    const footnotes = footnoteElements(tree);
    const ids = new Set<string>();
    for (const isFootnote of [true, false]) {
      for (const { properties } of elements.filter((element) => footnotes.has(element) === isFootnote)) {
        const id = String(properties.id);
        if (ids.has(id)) delete properties.id;
        ids.add(id);
      }
    }
    const idOf = headingIds(ids);
    visit(tree, 'element', (element) => {
      if (headingRank(element) !== undefined) element.properties.id ??= idOf(element);
    });
  };
}

/** Returns what makes the ids of headings, one after the other, beside those that are taken. */
export function headingIds(taken: Iterable<string>): (heading: Element) => string {
  const slugger = new GithubSlugger();
  for (const id of taken) slugger.occurrences[id] = 0;
  return (heading) => {
    const text = textOf(heading);
    // Of signs alone, such as 🔥, nothing is left.
    return slugger.slug(slug(text) === '' ? 'section' : text);
  };
}

/** The elements of footnotes that have ids: calls, notes and the heading above the notes. */
function footnoteElements(tree: Root): ReadonlySet<Element> {
  const found = new Set<Element>();
  visit(tree, 'element', (element) => {
    if (element.properties.dataFootnoteRef !== undefined) found.add(element);
    if (element.properties.dataFootnotes === undefined) return;
    for (const child of elementsIn(element)) {
      found.add(child);
      for (const note of elementsIn(child)) found.add(note);
    }
  });
  return found;
}

function elementsIn({ children }: Element): Element[] {
  return children.filter((child) => child.type === 'element');
}
