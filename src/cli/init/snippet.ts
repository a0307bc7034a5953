import { defaultSettings } from '../../archive/settings.ts';
import { makeTemplate } from '../new/template.ts';

/** File in which VS Code looks for the snippets of a project. */
export const SNIPPET_FILE = '.vscode/postmortem.code-snippets';

/** Returns a snippet for VS Code: the template, with severities and causes to choose from. */
export function snippetText(): string {
  const { severities, causes } = defaultSettings();
  const template = makeTemplate(defaultSettings())
    .replaceAll('$', '\\$')
    .replace('"{{title}}"', () => '$' + '{1:What happened, in one line}')
    .replace(/severity: #.*/, () => `severity: ${choice(2, severities)}`)
    .replace('"{{date}}"', () => '$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE')
    .replace('cause: unknown', () => `cause: ${choice(3, ['unknown', ...causes.map(({ id }) => id)])}`);
  const body = template.trimEnd().split('\n');
  const snippet = { scope: 'markdown', prefix: 'postmortem', description: 'A postmortem for Nevertwice', body };
  return `${JSON.stringify({ Postmortem: snippet }, null, 2)}\n`;
}

function choice(number: number, words: readonly string[]): string {
  return `$${`{${number}|${[...new Set(words)].join(',')}|}`}`;
}
