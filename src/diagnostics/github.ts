import path from 'node:path';
import { countOf } from './count.ts';
import type { Diagnostic } from './diagnostic.ts';
import { formatSummary, type Report } from './report.ts';
import { visible, visibleLine } from './visible.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;
const KINDS = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'note'],
] as const;

/** GitHub shows this many annotations of each kind for a step. */
const MAX_ANNOTATIONS = 10;

/**
 * Formats the `--format github` report: workflow commands, which GitHub shows as annotations in a pull request, then the
 * counts. Errors come first. Of more than ten of a kind, the tenth annotation counts the others, which are plain lines for the log.
 */
export function formatGithub(report: Report): string {
  const lines = KINDS.flatMap(([severity, noun]) => {
    const found = report.diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    if (found.length <= MAX_ANNOTATIONS) return found.map(command);
    const others = found.slice(MAX_ANNOTATIONS - 1);
    const summary = `::${COMMANDS[severity]} title=${countOf(others.length, `more ${noun}`)}::${escapeData(rulesOf(others))}`;
    return [...found.slice(0, MAX_ANNOTATIONS - 1).map(command), summary, ...others.map(plainLine)];
  });
  return `${[...lines, formatSummary(report)].join('\n')}\n`;
}

function rulesOf(diagnostics: readonly Diagnostic[]): string {
  const byRule = [...Map.groupBy(diagnostics, ({ rule }) => rule)].sort(([, a], [, b]) => b.length - a.length);
  return `${byRule.map(([rule, { length }]) => countOf(length, rule, rule)).join(', ')}; the log of this step lists them`;
}

function plainLine({ file, line, column, severity, message, rule }: Diagnostic): string {
  return visibleLine(`${file}:${line}:${column} ${severity} ${message} [${rule}]`);
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
