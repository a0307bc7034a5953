/**
 * Pagefind's private file format, as far as browsers know it: where its files are and how a document is stored. The build also knows
 * the files of words, in `src/build/search/splice-index.ts`.
 */

import type { ResultDocument, ResultFact } from './result-document.ts';

// Pagefind writes these for its own interfaces and its worker, which no page of the site loads.
const UNUSED = /^pagefind-(?:ui|modular-ui|component-ui|highlight|worker)\.|^wasm\.unknown\./;

/** Files that every search loads, within the index folder. */
export const PAGEFIND_FILES = {
  script: 'pagefind.js',
  program: 'wasm.en.pagefind',
  entry: 'pagefind-entry.json',
} as const;

const META = /^pagefind\.[^/]+\.pf_meta$/;
const FRAGMENT = /^fragment\/(.+)\.pf_fragment$/;

/** A document as Pagefind stores it. */
interface Fragment {
  url: string;
  /** Words with a space between them, including headings. */
  content: string;
  meta: { title?: string; names?: string; aliases?: string };
  /** `fact` is a `ResultFact` as JSON. */
  filters: { fact?: string[] };
  /** Headings with an id; `location` is the index of their first word. */
  anchors: { element: string; id: string; text: string; location: number }[];
}

/** Returns whether the site needs a file of Pagefind, by its path within the index folder. */
export function isUsedByPages(path: string): boolean {
  return !UNUSED.test(path);
}

/** Returns whether a file of Pagefind is about its index as a whole. */
export function isMeta(path: string): boolean {
  return META.test(path);
}

/** The files of an index's words in order: what the first word of each begins with, and the name of the file. */
export type WordFiles = readonly (readonly [from: string, name: string])[];

/** Returns what tells an index from others, given the name of the file about it: its hash. */
export function cacheTag(meta: string): string {
  return meta.split('.')[1] ?? '';
}

/** Returns the address within the index folder at which Pagefind loads its first file, if it was given this cache tag. */
export function entryAddress(tag: string): string {
  return `${PAGEFIND_FILES.entry}?ts=${tag}`;
}

/** Returns the path of a file of words within the index folder. */
export function wordsPath(name: string): string {
  return `index/${name}.pf_index`;
}

/** Returns the paths of the files that contain words with these stems, if any file does. */
export function wordsPathsFor(stems: readonly string[], files: WordFiles): string[] {
  const names = stems.flatMap((stem) => files.findLast(([from]) => from <= stem)?.[1] ?? []);
  return [...new Set(names)].map(wordsPath);
}

/** Returns what the files begin with whose first word has this prefix. */
export function beginningsWith(prefix: string, files: WordFiles): string[] {
  return files.flatMap(([from]) => (from.startsWith(prefix) ? [from] : []));
}

/** Returns the path of a document's file within the index folder. The name changes with its content. */
export function fragmentPath(id: string): string {
  return `fragment/${id}.pf_fragment`;
}

/** Returns the id of the document stored in a file of the index folder; `undefined` for other files. */
export function fragmentId(path: string): string | undefined {
  return FRAGMENT.exec(path)?.[1];
}

/**
 * Returns the `url` with which a document was added to the index, from the first part of its decompressed file; `undefined`
 * if the part is too short.
 */
export function fragmentUrl(start: string): string | undefined {
  const [, url] = /^[^{]*\{"url":("(?:[^"\\]|\\.)*")/.exec(start) ?? [];
  return url && JSON.parse(url);
}

/** Returns a document from its decompressed file, with its text split at headings. */
export function readFragment(text: string): ResultDocument {
  const { content, meta, filters, anchors } = parseFragment(text);
  const fact = JSON.parse(filters.fact?.[0] ?? '{}') as ResultFact;
  const title = meta.title ?? '';
  const words = content.split(' ');
  const headings = anchors.filter(({ element }) => /^h[2-6]$/.test(element));
  const opening = { id: '', text: title, location: 0 };
  const sections = [opening, ...headings].map(({ id, text, location }, index) => {
    const own = words.slice(location, headings[index]?.location).join(' ');
    // Pagefind adds a full stop to headings without one.
    const rest = own.startsWith(text) ? own.slice(text.length).replace(/^\.?\s*/, '') : own;
    return { anchor: id, title: id === '' ? '' : text, text: rest };
  });
  return { ...fact, title, names: `${meta.names ?? ''} ${meta.aliases ?? ''}`, sections };
}

/** The content is JSON after the signature `pagefind_dcd`. */
function parseFragment(text: string): Fragment {
  return JSON.parse(text.slice(text.indexOf('{'))) as Fragment;
}
