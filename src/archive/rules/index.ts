import type { Diagnostic, Fix, Place } from '../../diagnostics/diagnostic.ts';
import type { PartialFrontmatter } from '../../postmortem/frontmatter/schema.ts';
import type { Settings } from '../settings.ts';
import type { Comparable } from '../similarity/comparable.ts';
import { duplicateId } from './duplicate-id.ts';
import { hiddenReference } from './hidden-reference.ts';
import { laterRecurrence } from './later-recurrence.ts';
import { lookAlike } from './look-alike.ts';
import { nameClash } from './name-clash.ts';
import { unknownReference } from './unknown-reference.ts';

/** A document as the rules of the whole archive see it. */
export interface ArchiveDocument {
  id: string;
  file: string;
  /** The keys that are valid. */
  frontmatter: PartialFrontmatter;
  /** What it is compared by with others; absent where it cannot be read. */
  comparable?: Comparable;
  /** Whether somebody asked for this very document. */
  named: boolean;
  /** Where a key of the frontmatter, or an item of it, stands. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** The change that puts another value there. */
  fixValue(path: readonly PropertyKey[], value: unknown): Fix | undefined;
}

/** All documents of a folder, drafts and internal ones too, in the order of their paths. */
export interface Documents {
  documents: readonly ArchiveDocument[];
  settings: Settings;
  /** By id; of two documents with one id the first. */
  byId: ReadonlyMap<string, ArchiveDocument>;
}

const RULES: readonly ((archive: Documents) => Diagnostic[])[] = [
  duplicateId,
  unknownReference,
  hiddenReference,
  laterRecurrence,
  nameClash,
  lookAlike,
];

/** Runs the rules that look at all documents together. */
export function checkArchive(documents: readonly ArchiveDocument[], settings: Settings): Diagnostic[] {
  const byId = new Map(documents.toReversed().map((document) => [document.id, document]));
  return RULES.flatMap((rule) => rule({ documents, settings, byId }));
}
