import type { Finding } from '../../diagnostics/rules.ts';
import { visit } from '../body/visit.ts';
import { colourBudget, LIMITS } from '../limits/limits.ts';
import type { RuleContext } from './context.ts';

/** Blocks that name a language and are shown without its colours, as the document has too much code for them. */
export function plainCode({ tree, lineInFile }: RuleContext): Finding[] {
  const isColoured = colourBudget();
  const findings: Finding[] = [];
  visit(tree, 'code', ({ lang, value, position }) => {
    if (!lang || isColoured(value.length)) return;
    findings.push({
      rule: 'plain-code',
      place: lineInFile(position?.start.line ?? 1),
      message: `Unexpected code beyond the first ${LIMITS.colouredCode} characters of it, which is shown without colours`,
      help: 'Shorten it, link to a file that holds it, or leave the language out.',
    });
  });
  return findings;
}
