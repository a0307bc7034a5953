import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

/** An open action without a date is never overdue; of one with an odd date another rule tells. */
export function actionWithoutDue({ actions, invalidActionFields, lineInFile }: RuleContext): Finding[] {
  const odd = new Set(invalidActionFields.filter(({ field }) => field === 'due').map(({ line }) => line));
  return actions
    .filter(({ state, due, line }) => state === 'open' && !due && !odd.has(line))
    .map(({ title, line }) => ({
      rule: 'action-without-due',
      place: lineInFile(line),
      message: `Missing due date of ${quote(title)}`,
      help: 'Add `due:` with a day, such as `due:2024-05-01`, or fill the Due column with one.',
    }));
}
