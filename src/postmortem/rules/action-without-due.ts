import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { OpenDocument } from '../parse.ts';

/** An open action without a date is never overdue. */
export function actionWithoutDue({ actions, lineInFile }: OpenDocument): Finding[] {
  return actions
    .filter(({ state, due }) => state === 'open' && !due)
    .map(({ title, line }) => ({
      rule: 'action-without-due',
      place: lineInFile(line),
      message: `Missing due date of ${quote(title)}`,
      help: 'Add `due:2024-05-01`, or fill the Due column with such a date.',
    }));
}
