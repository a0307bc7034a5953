import path from 'node:path';
import type { Diagnostic } from './diagnostic.ts';
import { formatSummary, type Report, sortBySeverity } from './report.ts';
import { visible } from './visible.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Formats the `--format github` report: workflow commands, which GitHub shows as annotations in a pull request, then the
 * counts. Errors come first, because GitHub limits the number of annotations per step.
 */
export function formatGithub(report: Report): string {
  return `${[...sortBySeverity(report.diagnostics).map(command), formatSummary(report)].join('\n')}\n`;
}

function command({ severity, message, help, rule, file, ...place }: Diagnostic): string {
  const { line, endLine, column, endColumn } = place;
  // GitHub rejects columns when a range spans several lines.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const properties = Object.entries({ file: file.split(path.sep).join('/'), line, endLine, ...columns, title: rule })
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${COMMANDS[severity]} ${properties}::${escapeData(`${message}\n${help}`)}`;
}

// Escapes like @actions/core: a line break would end the command, and `%` starts an escape.
function escapeData(text: string): string {
  const shown = text.replaceAll(/[^\r\n]+/g, visible);
  return shown.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
