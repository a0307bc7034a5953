import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { isOverdue } from '../body/action-items.ts';
import type { RuleContext } from './context.ts';

/** What was promised for a day that is past. An info: no check may fail tomorrow because of what passes today. */
export function overdueAction({ actions, settings: { asOf }, lineInFile }: RuleContext): Finding[] {
  if (asOf === undefined) return [];
  return actions
    .filter((action) => isOverdue(action, asOf))
    .map(({ title, due, line }) => ({
      rule: 'overdue-action',
      place: lineInFile(line, due, lineInFile(line, `due:${due}`).column),
      message: `The action ${quote(title)} was due on ${due}`,
      help: `Tick it and add \`done:${asOf}\`, set a new date, or drop it with \`status:wontdo\`.`,
    }));
}
