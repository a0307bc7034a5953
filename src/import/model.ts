import type { ActionItem } from '../postmortem/body/action-items.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { Note } from './note.ts';
import type { DateOrder } from './times/written-moments.ts';

/** A document to import, converted to Markdown. */
export interface ImportedText {
  /** Name of the file. */
  name: string;
  /** Lines end in `\n`. */
  text: string;
}

/** What decides how documents are read. */
export interface ImportSettings {
  settings: DocumentSettings;
  causes: readonly { id: string; title: string }[];
  order?: DateOrder | undefined;
  /** The day of documents whose start is not known, `YYYY-MM-DD`. Without it, no valid draft can be made of them. */
  undated?: string | undefined;
}

/** A key of the frontmatter with its value, and the comment behind it. */
export interface DraftField {
  key: string;
  value: unknown;
  comment?: string;
}

/** A postmortem made from a document. */
export interface Draft {
  fields: DraftField[];
  /** Comments at the end of the frontmatter: what has no key. */
  remarks: string[];
  /** The text of the document, without its own frontmatter. */
  body: string;
  /** Line of the document on which the body starts, counted from 1. */
  bodyLine: number;
  /** Ids that links in the body may lead to. */
  anchors: ReadonlySet<string>;
  notes: Note[];
  /** Day of the start, or that of undated documents; absent when there is neither, so that the draft would not be valid. */
  day?: string;
  title: string;
  /** Number of timeline entries. */
  timeline: number;
  actions: ActionItem[];
  /** The text by section, for comparisons with other documents. */
  sections: TextSection[];
}
