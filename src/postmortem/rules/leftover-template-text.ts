import type { Nodes } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { OPENING } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { OpenDocument } from '../parse.ts';

const PLACEHOLDER =
  /\b(?:TODO|TBD|FIXME)\b|\bYYYY-MM-DD\b|\{\{[^{}]*\}\}|lorem ipsum|\[(?:insert|describe|your)\b[^\]]*\]/i;

/** Words that a template leaves for the author to replace; what stands in code is quoted and is not one. */
export function leftoverTemplateText({ tree, frontmatter, inFile, placeOf }: OpenDocument): Finding[] {
  const findings: Finding[] = [];
  const look = (text: string, place: Finding['place']) => {
    const [found] = PLACEHOLDER.exec(text) ?? [];
    if (!found) return;
    const message = `Unexpected \`${found}\`, which is a template's`;
    findings.push({ rule: 'leftover-template-text', place, message, help: 'Write what it stands for, or remove it.' });
  };
  look(frontmatter.title, placeOf(['title']));
  if (frontmatter.summary) look(frontmatter.summary, placeOf(['summary']));
  visit(tree, (node: Nodes) => {
    if (node.type === 'code' || node.type === 'inlineCode') return SKIP;
    if (node.type !== 'text') return undefined;
    const { start, end } = node.position ?? {};
    const place = start && end && { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
    look(node.value, place ? inFile(place) : OPENING);
    return undefined;
  });
  return findings;
}
