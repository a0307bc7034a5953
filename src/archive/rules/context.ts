import type { Fix, Place } from '../../diagnostics/diagnostic.ts';
import type { PartialFrontmatter } from '../../postmortem/frontmatter/schema.ts';
import type { Settings } from '../settings.ts';
import type { Comparable } from '../similarity/comparable.ts';

/** A document in the context of the rules of the whole archive. */
export interface ArchiveDocument {
  id: string;
  file: string;
  /** The keys that are valid. */
  frontmatter: PartialFrontmatter;
  /** What it is compared by with others; absent where it cannot be read. */
  comparable?: Comparable;
  /** Whether somebody asked for this very document. */
  named: boolean;
  /** Where a key of the frontmatter, or an item of it, stands; of no key, where the document begins. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** The change that puts another value there. */
  fixValue(path: readonly PropertyKey[], value: unknown): Fix | undefined;
}

/** What the rules of the whole archive receive: all documents, drafts and internal ones too, in the order of their paths. */
export interface ArchiveRuleContext {
  documents: readonly ArchiveDocument[];
  settings: Settings;
  /** By id; of two documents with one id the first. */
  byId: ReadonlyMap<string, ArchiveDocument>;
}
