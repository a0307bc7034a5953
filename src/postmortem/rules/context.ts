import type { Root } from 'mdast';
import type { Place } from '../../diagnostics/diagnostic.ts';
import type { ParsedActions } from '../body/action-items.ts';
import type { Section } from '../body/sections.ts';
import type { Timeline } from '../body/timeline.ts';
import type { DocumentSettings, Identity } from '../document.ts';
import type { PartialFrontmatter } from '../frontmatter/schema.ts';
import type { SplitDocument } from '../frontmatter/split.ts';
import type { Reference } from '../html/references.ts';

/** What the rules of one document receive. Lines of places are those of the file. */
export interface RuleContext extends Identity {
  /** The keys that are valid. */
  frontmatter: PartialFrontmatter;
  settings: DocumentSettings;
  tree: Root;
  sections: Section[];
  timeline: Timeline;
  actions: ParsedActions['items'];
  invalidActionFields: ParsedActions['invalidFields'];
  references: Reference[];
  /** Where a key of the frontmatter stands. */
  placeOf: SplitDocument['placeOf'];
  /** The place in the file of something in the body. */
  inFile(place: Place): Place;
  /** The line of the file on which a line of the body stands, or the first place in it, from a column on, that has a text. */
  lineInFile(line: number, part?: string, column?: number): Place;
  /** The last place of a text in a line of the body; `undefined` where it is not written so. */
  findInLine(line: number, part: string): Place | undefined;
  /** The end of the file. */
  end: Place;
}
