import type { Finding } from '../../diagnostics/rules.ts';
import { visit } from '../body/visit.ts';
import { colourBudget, LIMITS } from '../limits/limits.ts';
import type { RuleContext } from './context.ts';

/** Reports code blocks with a language that are not highlighted, because the document has too much code. */
export function plainCode({ tree, lineInFile }: RuleContext): Finding[] {
  const fitsBudget = colourBudget();
  const findings: Finding[] = [];
  visit(tree, 'code', ({ lang, value, position }) => {
    if (!lang || fitsBudget(value.length)) return;
    findings.push({
      rule: 'plain-code',
      place: lineInFile(position?.start.line ?? 1),
      message: `Unexpected code beyond the first ${LIMITS.colouredCode} characters, which is not highlighted`,
      help: 'Shorten it, link to a file that contains it, or remove the language.',
    });
  });
  return findings;
}
