import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { parseBody } from '../../../src/postmortem/body/parse.ts';
import type { DocumentSettings } from '../../../src/postmortem/document.ts';
import { parseFrontmatter } from '../../../src/postmortem/frontmatter/parse.ts';
import { checkDates } from '../../../src/postmortem/rules/dated.ts';

/** Returns the diagnostics of a document named `a.md`, without those that depend on other documents. */
export function diagnosticsIn(source: string, settings: DocumentSettings, asOf?: string): Diagnostic[] {
  const head = parseFrontmatter(source, { id: 'a', file: 'a.md', path: 'a.md' }, settings);
  const { actions, diagnostics } = parseBody(head, settings);
  return [...head.diagnostics, ...diagnostics, ...checkDates({ ...head, actions, source }, asOf)];
}
