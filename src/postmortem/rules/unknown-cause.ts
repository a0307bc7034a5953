import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

/** Reports an unknown root cause. An info, because stating that it is unknown is honest. */
export function unknownCause({ frontmatter, placeOf }: RuleContext): Finding[] {
  if (frontmatter.cause !== 'unknown') return [];
  const message = 'The root cause is unknown';
  const help = 'Set `cause` once the root cause is known.';
  return [{ rule: 'unknown-cause', place: placeOf(['cause']), message, help }];
}
