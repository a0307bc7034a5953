import type { Place } from '../../diagnostics/diagnostic.ts';

/**
 * What one document may hold at most. Whoever changes a file of an archive must not be able to stop the report on all the
 * others, so that reading a document of the largest size takes less than two seconds and 300 MB, whatever stands in it. Each
 * limit is many times what the longest postmortems have; docs/format.md lists them for authors.
 */
export const LIMITS = {
  /** Bytes of a file: everything below grows with it. */
  bytes: 1_000_000,
  /** Characters of the frontmatter: what reads it is slower than what reads the body, and empty lines are read twice. */
  frontmatter: 30_000,
  /** Characters of archive.yml, for the same reason; it has the services and causes of a whole organisation. */
  settings: 200_000,
  /** Levels of lists and maps in YAML: its parser calls itself for each. */
  yamlDepth: 20,
  /** Aliases in YAML, counted before any is resolved: ten lines of them can stand for a billion values. */
  aliases: 100,
  /** Items of a list in the frontmatter: services, tags and aliases have a page for each. */
  items: 100,
  /** Characters of a paragraph, list or table without an empty line: some of it is read once for each of its marks. */
  paragraph: 250_000,
  /** Characters of a word with marks of emphasis in it: behind each of them the parser looks for an address in all the rest. */
  word: 10_000,
  /** Marks of emphasis of a document, code aside: each looks for its partner among all others of its paragraph. */
  emphasis: 20_000,
  /** Characters copied for character references (`&nbsp;`): the parser makes a copy of the whole text for each in it. */
  characterReferences: 100_000_000,
  /** Columns of a table: every row has all of them, however short it is written. */
  columns: 100,
  /** Lists, quotations and tags in each other: what walks over trees calls itself for each level. */
  depth: 100,
  /** Elements and texts of the document as HTML, including what unclosed tags add to all that follows. */
  nodes: 50_000,
  headings: 1_000,
  /** Footnotes and calls of footnotes: a call is looked up among all footnotes. */
  footnotes: 1_000,
  /** Links and images: the disk is asked for each. */
  links: 5_000,
  /** Characters of definitions (`[a]: address "title"`) and of each use of them: the parser makes no links of those behind 100,000. */
  definitions: 90_000,
  /** Entries of the timeline and action items: the site has a row for each on several pages. */
  entries: 1_000,
  /** Characters of code that are coloured; the rest of a document's blocks stays plain. */
  colouredCode: 20_000,
  /** Characters of a line of code that is coloured: some grammars try every part of a line against every other. */
  colouredLine: 500,
  /** Milliseconds that the expressions of grammars may take for a document's code; the longest that is coloured takes a third. */
  colouringTime: 1_000,
  /** Seconds of processor time for a document, for whatever the other limits do not foresee: five times what they leave. */
  seconds: 10,
  /** Megabytes of memory for the same, more than before the document. */
  megabytes: 512,
} as const;

/** What exceeds a limit, with its place in the parsed text. */
export interface Excess {
  place: Place;
  message: string;
  help: string;
}

/** Says that there are more than a limit allows: `Unexpected 1200 headings, expected up to 1000`. */
export function excess(place: Place, found: string, limit: number, help: string): Excess {
  return { place, message: `Unexpected ${found}, expected up to ${limit}`, help };
}

/** Says of block after block of a document, by the number of its characters, whether there is room for its colours. */
export function colourBudget(): (length: number) => boolean {
  let left: number = LIMITS.colouredCode;
  return (length) => {
    if (length > left) return false;
    left -= length;
    return true;
  };
}
