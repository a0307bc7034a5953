import type { Vocabulary } from './frontmatter/schema.ts';

/** Which document it is: `file` is its path as the user named it, `path` the one within the archive, with `/`. */
export interface Identity {
  id: string;
  file: string;
  path: string;
}

/** What one document has to know of its archive. */
export interface DocumentSettings extends Vocabulary {
  visibility: 'public' | 'internal';
  /** Names of the sections that every postmortem should have. */
  sections: readonly string[];
  /** The day for which due dates and times still to come are judged, `YYYY-MM-DD`; without one, none is. */
  asOf?: string | undefined;
}
