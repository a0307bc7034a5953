import type { SectionNames } from './body/section-names.ts';
import type { Vocabulary } from './frontmatter/schema.ts';
import type { Trackers } from './tickets.ts';

/** Identifies a document. */
export interface Identity {
  id: string;
  /** Path of the file as the user gave it. */
  file: string;
  /** Path of the file within the archive, with `/`. */
  path: string;
}

/** The settings of an archive that parsing one document needs. */
export interface DocumentSettings extends Vocabulary {
  visibility: 'public' | 'internal';
  /** Language of the texts that rendering adds, such as `de`; default `en`. */
  language?: string | undefined;
  /** Names of the sections that every postmortem should have. */
  sections: readonly string[];
  /** Addresses of tickets by the prefix of their ids. */
  tickets?: Trackers | undefined;
  /** Other names of sections that the archive uses. */
  sectionNames?: SectionNames | undefined;
}
