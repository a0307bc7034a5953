import type { Nodes } from 'mdast';
import { OPENING } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { SKIP, visit } from '../body/visit.ts';
import type { RuleContext } from './context.ts';

// The length is bounded, because text with many `[your` and no `]` would otherwise take quadratic time.
const PLACEHOLDER =
  /\b(?:TODO|TBD|FIXME)\b|\bYYYY-MM-DD\b|\{\{[^{}]*\}\}|lorem ipsum|\[(?:insert|describe|your)\b[^\]]{0,200}\]/gi;

/** Returns whether a value is a placeholder of a template, such as `YYYY-MM-DD`. */
export function isPlaceholder(value: string): boolean {
  return value.replaceAll(PLACEHOLDER, '') === '';
}

/** Reports template placeholders in the title, the summary, the resolution and the text. Code is not checked. */
export function leftoverTemplateText({ tree, frontmatter, lineInFile, placeOf }: RuleContext): Finding[] {
  const findings: Finding[] = [];
  const report = (placeholder: string, place: Finding['place']) => {
    const message = `Unexpected template placeholder \`${placeholder}\``;
    findings.push({ rule: 'leftover-template-text', place, message, help: 'Replace it with text, or remove it.' });
  };
  for (const key of ['title', 'summary', 'resolution'] as const) {
    for (const placeholder of new Set(frontmatter[key]?.match(PLACEHOLDER))) report(placeholder, placeOf([key]));
  }
  visit(tree, (node: Nodes) => {
    if (node.type === 'code' || node.type === 'inlineCode') return SKIP;
    if (node.type !== 'text') return undefined;
    // Escapes shift columns, so each placeholder is searched for after the previous one.
    let [index, line, column] = [0, node.position?.start.line, node.position?.start.column];
    for (const match of node.value.matchAll(PLACEHOLDER)) {
      const [placeholder] = match;
      if (line === undefined) {
        report(placeholder, OPENING);
        continue;
      }
      const breaks = node.value.slice(index, match.index).split('\n').length - 1;
      if (breaks > 0) column = 1;
      line += breaks;
      const word = placeholder.split('\n', 1)[0] ?? '';
      const place = lineInFile(line, word, column);
      report(placeholder, place);
      index = match.index;
      if (place.endColumn - place.column === word.length) column = place.endColumn;
    }
    return undefined;
  });
  return findings;
}
