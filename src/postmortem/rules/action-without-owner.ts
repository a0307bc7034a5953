import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

/** An open action that nobody owns is not made. */
export function actionWithoutOwner({ actions, lineInFile }: RuleContext): Finding[] {
  return actions
    .filter(({ state, owner }) => state === 'open' && !owner)
    .map(({ title, line }) => ({
      rule: 'action-without-owner',
      place: lineInFile(line),
      message: `Missing owner of ${quote(title)}`,
      help: 'Add who does it, such as `@team`, or fill the Owner column.',
    }));
}
