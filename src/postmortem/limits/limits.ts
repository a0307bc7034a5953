import type { Place } from '../../diagnostics/diagnostic.ts';

/**
 * The size limits of one document. A change to one file must not stop the report on all the others, so a document within
 * these limits takes less than two seconds and 300 MB, whatever its content. Each limit is many times what the longest
 * postmortems need; docs/format.md lists them for authors.
 */
export const LIMITS = {
  /** Bytes in a file: all other costs grow with it. */
  bytes: 1_000_000,
  /** Characters in the frontmatter: its parser is slower than that of the body, and reads empty lines twice. */
  frontmatter: 30_000,
  /** Characters in archive.yml, for the same reason; higher, because it lists the services and causes of an organization. */
  settings: 200_000,
  /** Levels of lists and maps in YAML: the parser recurses for each. */
  yamlDepth: 20,
  /** Aliases in YAML, counted before any is resolved: ten lines of them can expand to a billion values. */
  aliases: 100,
  /** Items in a list in the frontmatter: every service, tag and alias has a page. */
  items: 100,
  /** Characters without an empty line: the parser rereads parts of a paragraph, list or table for each special character. */
  paragraph: 250_000,
  /** Characters in a word with emphasis characters: after each, the parser searches the rest of the word for an address. */
  word: 10_000,
  /** Emphasis characters in a document, excluding code: each is matched against all others in its paragraph. */
  emphasis: 20_000,
  /** Characters copied for character references (`&nbsp;`): the parser copies the whole text for each reference in it. */
  characterReferences: 100_000_000,
  /** Columns in a table: every row gets all of them, even if it is written with fewer. */
  columns: 100,
  /** Nested lists, block quotes and tags: tree traversal recurses for each level. */
  depth: 100,
  /** Elements and texts of the document as HTML, including the copies that unclosed tags cause. */
  nodes: 50_000,
  headings: 1_000,
  /** Footnotes and references to them: each reference is looked up among all footnotes. */
  footnotes: 1_000,
  /** Links and images: each takes a file system access. */
  links: 5_000,
  /** Characters in link definitions (`[a]: address "title"`) and their uses: beyond 100,000 the parser makes no links. */
  definitions: 90_000,
  /** Timeline entries, and action items: each has a row on several pages. */
  entries: 1_000,
  /** Characters of code that are highlighted; further code blocks stay plain. */
  colouredCode: 20_000,
  /** Characters in a highlighted line of code: some grammars take quadratic time per line. */
  colouredLine: 500,
  /** Milliseconds that grammars may take for a document's code: three times what the slowest real code takes. */
  colouringTime: 1_000,
  /** Seconds of processor time for a document, for costs that no other limit covers: five times what they allow. */
  seconds: 10,
  /** Megabytes of memory that a document may add, for the same reason. */
  megabytes: 512,
} as const;

/** A violation of a limit, with its place in the parsed text. */
export interface Excess {
  place: Place;
  message: string;
  help: string;
}

/** Creates an `Excess` whose message has the form `Unexpected 1200 headings, expected up to 1000`. */
export function excess(place: Place, found: string, limit: number, help: string): Excess {
  return { place, message: `Unexpected ${found}, expected up to ${limit}`, help };
}

/** Returns a function that is called with the length of one code block after another, and tells whether to highlight it. */
export function colourBudget(): (length: number) => boolean {
  let left: number = LIMITS.colouredCode;
  return (length) => {
    if (length > left) return false;
    left -= length;
    return true;
  };
}
