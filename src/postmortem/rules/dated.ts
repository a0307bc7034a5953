import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose, type Finding } from '../../diagnostics/rules.ts';
import { placeInLine } from '../body/lines.ts';
import { actionDates } from './action-dates.ts';
import type { DatedRuleContext } from './context.ts';
import { implausibleTime } from './implausible-time.ts';
import { overdueAction } from './overdue-action.ts';

/** The rules whose findings depend on the day. They are separate, because later builds reuse the findings of all others. */
const DATED_RULES: readonly ((document: DatedRuleContext) => Finding[])[] = [
  implausibleTime,
  actionDates,
  overdueAction,
];

/** A document as dated rules need it. */
export interface DatedDocument extends Pick<DatedRuleContext, 'placeOf'> {
  /** Path of the file as the user gave it. */
  file: string;
  /** The valid keys of the frontmatter. */
  valid: DatedRuleContext['frontmatter'];
  /** The action items, with their lines in the file. */
  actions: DatedRuleContext['actions'];
  /** The text of the file. */
  source: string;
}

/** Checks the dates of a document on a day, `YYYY-MM-DD`. Without it, neither due dates nor future times are checked. */
export function checkDates({ file, valid, placeOf, actions, source }: DatedDocument, asOf?: string): Diagnostic[] {
  let lines: string[] | undefined;
  const lineInFile: DatedRuleContext['lineInFile'] = (...place) => {
    lines ??= source.split(/\r?\n/);
    return placeInLine(lines, ...place);
  };
  const context = { frontmatter: valid, actions, asOf, lineInFile, placeOf };
  return DATED_RULES.flatMap((rule) => rule(context)).map((finding) => diagnose(file, finding));
}
