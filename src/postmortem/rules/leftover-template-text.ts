import type { Nodes } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { OPENING } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { OpenDocument } from '../parse.ts';

// Up to a length: text with many a `[your` and no `]` would be read to its end for each.
const PLACEHOLDER =
  /\b(?:TODO|TBD|FIXME)\b|\bYYYY-MM-DD\b|\{\{[^{}]*\}\}|lorem ipsum|\[(?:insert|describe|your)\b[^\]]{0,200}\]/i;

/** Words that a template leaves for the author to replace; what stands in code is quoted and is not one. */
export function leftoverTemplateText({ tree, frontmatter, lineInFile, placeOf }: OpenDocument): Finding[] {
  const findings: Finding[] = [];
  const look = (text: string, placeOfMatch: (found: string, before: string) => Finding['place']) => {
    const match = PLACEHOLDER.exec(text);
    if (!match) return;
    const [found] = match;
    const place = placeOfMatch(found, text.slice(0, match.index));
    const message = `Unexpected \`${found}\`, which is a template's`;
    findings.push({ rule: 'leftover-template-text', place, message, help: 'Write what it stands for, or remove it.' });
  };
  if (frontmatter.title) look(frontmatter.title, () => placeOf(['title']));
  if (frontmatter.summary) look(frontmatter.summary, () => placeOf(['summary']));
  visit(tree, (node: Nodes) => {
    if (node.type === 'code' || node.type === 'inlineCode') return SKIP;
    if (node.type !== 'text') return undefined;
    const line = node.position?.start.line;
    look(node.value, (found, before) =>
      line === undefined ? OPENING : lineInFile(line + before.split('\n').length - 1, found.split('\n', 1)[0]),
    );
    return undefined;
  });
  return findings;
}
