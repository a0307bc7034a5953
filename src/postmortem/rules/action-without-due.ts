import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

/** Reports open action items without a due date. Invalid dates are left to `unreadableAction`. */
export function actionWithoutDue({ actions, invalidActionFields, lineInFile }: RuleContext): Finding[] {
  const linesWithInvalidDue = new Set(
    invalidActionFields.filter(({ field }) => field === 'due').map(({ line }) => line),
  );
  return actions
    .filter(({ status, due, line }) => status === 'open' && !due && !linesWithInvalidDue.has(line))
    .map(({ title, line }) => ({
      rule: 'action-without-due',
      place: lineInFile(line),
      message: `Missing due date of action item ${quote(title)}`,
      help: 'Add `due:` with a date, such as `due:2024-05-01`, or fill in the Due column.',
    }));
}
