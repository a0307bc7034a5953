import type { Nodes } from 'mdast';
import { OPENING } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { SKIP, visit } from '../body/visit.ts';
import type { RuleContext } from './context.ts';

// Up to a length: text with many a `[your` and no `]` would be read to its end for each.
const PLACEHOLDER =
  /\b(?:TODO|TBD|FIXME)\b|\bYYYY-MM-DD\b|\{\{[^{}]*\}\}|lorem ipsum|\[(?:insert|describe|your)\b[^\]]{0,200}\]/gi;

/** Words that a template leaves for the author to replace; what stands in code is quoted and is not one. */
export function leftoverTemplateText({ tree, frontmatter, lineInFile, placeOf }: RuleContext): Finding[] {
  const findings: Finding[] = [];
  const report = (found: string, place: Finding['place']) => {
    const message = `Unexpected \`${found}\`, which is a template's`;
    findings.push({ rule: 'leftover-template-text', place, message, help: 'Write what it stands for, or remove it.' });
  };
  for (const key of ['title', 'summary'] as const) {
    for (const found of new Set(frontmatter[key]?.match(PLACEHOLDER))) report(found, placeOf([key]));
  }
  visit(tree, (node: Nodes) => {
    if (node.type === 'code' || node.type === 'inlineCode') return SKIP;
    if (node.type !== 'text') return undefined;
    // Escapes shift what follows, so each is looked for behind the one before.
    let [index, line, column] = [0, node.position?.start.line, node.position?.start.column];
    for (const match of node.value.matchAll(PLACEHOLDER)) {
      const [found] = match;
      if (line === undefined) {
        report(found, OPENING);
        continue;
      }
      const breaks = node.value.slice(index, match.index).split('\n').length - 1;
      if (breaks > 0) column = 1;
      line += breaks;
      const word = found.split('\n', 1)[0] ?? '';
      const place = lineInFile(line, word, column);
      report(found, place);
      index = match.index;
      if (place.endColumn - place.column === word.length) column = place.endColumn;
    }
    return undefined;
  });
  return findings;
}
