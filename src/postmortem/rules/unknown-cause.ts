import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

/** A cause that is not established is debt: said, never counted against the author. */
export function unknownCause({ frontmatter, placeOf }: RuleContext): Finding[] {
  if (frontmatter.cause !== 'unknown') return [];
  const message = 'The root cause is not established';
  const help = 'Name a cause of the taxonomy when it is found.';
  return [{ rule: 'unknown-cause', place: placeOf(['cause']), message, help }];
}
