import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

/** Reports open action items without an owner. */
export function actionWithoutOwner({ actions, lineInFile }: RuleContext): Finding[] {
  return actions
    .filter(({ status, owner }) => status === 'open' && !owner)
    .map(({ title, line }) => ({
      rule: 'action-without-owner',
      place: lineInFile(line),
      message: `Missing owner of action item ${quote(title)}`,
      help: 'Add an owner, such as `@team`, or fill in the Owner column.',
    }));
}
