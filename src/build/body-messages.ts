import type { Comparable } from '../archive/similarity/comparable.ts';
import type { BodyInput, ParsedBody } from '../postmortem/body/parse.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import type { PlaceTable } from '../postmortem/frontmatter/places.ts';
import type { SplitDocument } from '../postmortem/frontmatter/split.ts';
import type { Target } from '../postmortem/html/references.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { TextSection } from '../postmortem/html/text.ts';

/** A document whose body is to be read, as plain data. */
export interface PlainSource extends Omit<BodyInput, 'split' | 'placeOf'> {
  split: Pick<SplitDocument, 'bodyLine' | 'opening' | 'end'> & { body: string };
  /** Of the frontmatter. */
  places: PlaceTable;
}

/** A body that was read, without its tree, which stays where it was made. */
export interface PlainParsed extends Omit<ParsedBody, 'elements'> {
  /** What the document is compared by with others. */
  comparable: Comparable;
  /** Where they were asked for. */
  texts?: TextSection[];
}

/** What `BodyReader` asks of its thread: to read a document, or to render the one that it has read last. */
export type Question =
  | { kind: 'parse'; source: PlainSource; settings: DocumentSettings; texts: boolean }
  | { kind: 'render'; targets: ReadonlyMap<string, Target>; plain: boolean };

/** What the thread says: when it is there, and to each question one of the others. */
export type Answer = 'ready' | { parsed: PlainParsed } | { rendered: Rendered } | { error: Error };
