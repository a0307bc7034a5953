import GithubSlugger, { slug } from 'github-slugger';
import type { Element, Root } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from '../body/visit.ts';

/** Prefix of all ids written by authors, so that they do not conflict with those of headings and of the page. */
export const PREFIX = 'user-content-';

/**
 * Adds ids to headings without one, made from their text as on GitHub, and removes duplicate ids. The first element keeps its id,
 * except that footnotes always keep theirs, because they link to each other. Runs after authors' ids are prefixed.
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

/** Returns a function that creates unique ids for one heading after another, avoiding those that are taken. */
export function headingIds(taken: Iterable<string>): (heading: Element) => string {
  const slugger = new GithubSlugger();
  for (const id of taken) slugger.occurrences[id] = 0;
  return (heading) => {
    const text = textOf(heading);
    // The slug of a heading with only symbols, such as 🔥, is empty.
    return slugger.slug(slug(text) === '' ? 'section' : text);
  };
}

/** Returns the footnote elements that have ids: references, notes and the heading above the notes. */
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
