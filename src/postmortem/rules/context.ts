import type { Root } from 'mdast';
import type { Place } from '../../diagnostics/diagnostic.ts';
import type { ActionItem } from '../body/action-items.ts';
import type { ParsedActions } from '../body/actions/parse-actions.ts';
import type { Section } from '../body/sections.ts';
import type { Timeline } from '../body/timeline/timeline.ts';
import type { DocumentSettings, Identity } from '../document.ts';
import type { PartialFrontmatter } from '../frontmatter/schema.ts';
import type { SplitDocument } from '../frontmatter/split.ts';
import type { Reference } from '../html/references.ts';

/** The input of document rules. Places use the lines of the file. */
export interface RuleContext extends Identity {
  /** The valid keys of the frontmatter. */
  frontmatter: PartialFrontmatter;
  settings: DocumentSettings;
  tree: Root;
  sections: Section[];
  timeline: Timeline;
  actions: ParsedActions['items'];
  invalidActionFields: ParsedActions['invalidFields'];
  unknownActions: ParsedActions['unknown'];
  actionProse: ParsedActions['prose'];
  references: Reference[];
  /** Returns the place of a value in the frontmatter. */
  placeOf: SplitDocument['placeOf'];
  /** Converts a place in the body to a place in the file. */
  inFile(place: Place): Place;
  /**
   * Returns the place in the file of a line of the body, or of the first occurrence of `part` in it, from `column` on. Falls
   * back to the whole line.
   */
  lineInFile(line: number, part?: string, column?: number): Place;
  /** Returns the place of the last occurrence of `part` in a line of the body; `undefined` when there is none. */
  findInLine(line: number, part: string): Place | undefined;
  /** The end of the file. */
  end: Place;
}

/** The input of document rules that depend on the day. */
export interface DatedRuleContext extends Pick<RuleContext, 'frontmatter' | 'placeOf'> {
  /** With their lines in the file. */
  actions: readonly ActionItem[];
  /** The day that counts as today, `YYYY-MM-DD`. When absent, neither due dates nor future times are checked. */
  asOf: string | undefined;
  /** Like `lineInFile` of `RuleContext`, for a line of the file. */
  lineInFile: RuleContext['lineInFile'];
}
