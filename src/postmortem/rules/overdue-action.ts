import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { isOverdue } from '../body/action-items.ts';
import type { DatedRuleContext } from './context.ts';

/** Reports overdue action items. An info, so that a check that passes today does not fail tomorrow without a change. */
export function overdueAction({ actions, asOf, lineInFile }: DatedRuleContext): Finding[] {
  if (asOf === undefined) return [];
  return actions
    .filter((action) => isOverdue(action, asOf))
    .map(({ title, due, line }) => ({
      rule: 'overdue-action',
      place: lineInFile(line, due, lineInFile(line, `due:${due}`).column),
      message: `Action item ${quote(title)} was due on ${due}`,
      help: `Tick it and add \`done:${asOf}\`, set a new due date, or drop it with \`status:wontdo\`.`,
    }));
}
