import type { Fix, Place } from '../../diagnostics/diagnostic.ts';
import type { PartialFrontmatter } from '../../postmortem/frontmatter/schema.ts';
import type { Settings } from '../settings.ts';
import type { Comparable } from '../similarity/comparable.ts';

/** A document as the rules of the whole archive see it. */
export interface ArchiveDocument {
  id: string;
  file: string;
  /** The valid keys. */
  frontmatter: PartialFrontmatter;
  /** What similarity compares; absent if the document cannot be read. */
  comparable?: Comparable;
  /** Whether the user named this document on the command line. */
  named: boolean;
  /**
   * Returns the place of a frontmatter key, or of an item in its list; for an empty path, the start of the document.
   */
  placeOf(path: readonly PropertyKey[]): Place;
  /** Returns the edit that replaces the value at a path; `undefined` if it cannot be made. */
  fixValue(path: readonly PropertyKey[], value: unknown): Fix | undefined;
}

/** The input of rules of the whole archive: all documents, including drafts and internal ones, sorted by path. */
export interface ArchiveRuleContext {
  documents: readonly ArchiveDocument[];
  settings: Settings;
  /** By id; the first of several documents with one id. */
  byId: ReadonlyMap<string, ArchiveDocument>;
}
