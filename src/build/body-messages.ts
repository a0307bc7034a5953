import type { Comparable } from '../archive/similarity/comparable.ts';
import type { DataByName } from '../disk/temporary-data.ts';
import type { BodyInput, ParsedBody } from '../postmortem/body/parse.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import type { PlaceTable } from '../postmortem/frontmatter/places.ts';
import type { SplitDocument } from '../postmortem/frontmatter/split.ts';
import type { Target } from '../postmortem/html/references.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { DocumentWords } from '../search/document-words.ts';

/** A document to parse, as plain data for the worker thread. */
export interface PlainSource extends Omit<BodyInput, 'split' | 'placeOf'> {
  split: Pick<SplitDocument, 'bodyLine' | 'opening' | 'end'> & { body: string };
  /** Places of the frontmatter's values. */
  places: PlaceTable;
}

/** A parsed body without its tree, which stays in the worker thread. */
export interface PlainParsed extends Omit<ParsedBody, 'elements'> {
  /** What similarity compares of the document. */
  comparable: Comparable;
  /** Present if requested. */
  texts?: TextSection[];
}

/** A rendered body, with the words of its text for the search index in place of the text. */
export interface RenderedBody extends Omit<Rendered, 'sections'> {
  words: DocumentWords;
  /** Whether the text contains the summary in the frontmatter. */
  hasSummary: boolean;
}

/** Rendered bodies by the ids of their documents. */
export type RenderedBodies = Pick<DataByName<RenderedBody>, 'has' | 'get'>;

/**
 * A message to the thread: parse a document, or render one that was parsed under the same `ticket`, a number that the
 * sender chooses.
 */
export type Question =
  | { kind: 'parse'; ticket: number; source: PlainSource; settings: DocumentSettings; texts: boolean }
  | { kind: 'render'; ticket: number; targets: ReadonlyMap<string, Target>; plain: boolean };

/** Number of parsed documents whose trees a thread holds, to render them. */
export const HELD_TREES = 8;

/**
 * A message from the thread: `ready` after the start, then one answer for each question. `gone` means that the thread
 * no longer holds the tree to render.
 */
export type Answer = 'ready' | 'gone' | { parsed: PlainParsed } | { rendered: RenderedBody } | { error: Error };
