import { styleText } from 'node:util';
import { codeFrameColumns } from '@babel/code-frame';
import type { Diagnostic, Place } from './diagnostic.ts';
import { formatSummary, type Report, type Sources } from './report.ts';
import { visible, visibleLine } from './visible.ts';

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const COLOURS = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/**
 * The report for people: of each diagnostic its place, its message, the lines around it and how to mend it; at the end
 * the counts. `colour` adds terminal escapes; none of the documents' own gets through.
 */
export function formatPretty(report: Report, sources: Sources, colour: boolean): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const lines = new Map<string, string[]>();
  const linesOf = (file: string) => {
    const known = lines.get(file) ?? splitLines(sources.get(file) ?? '');
    lines.set(file, known);
    return known;
  };
  const entries = report.diagnostics.map((diagnostic) => entry(diagnostic, linesOf(diagnostic.file), paint));
  return `${[...entries, formatSummary(report)].join('\n')}\n`;
}

function entry(diagnostic: Diagnostic, lines: readonly string[], paint: Paint): string {
  const { file, line, column, severity, rule, message, help } = diagnostic;
  const frame = frameOf(lines, diagnostic, paint);
  return [
    paint('bold', visibleLine(`${file}:${line}:${column}`)),
    `  ${paint(COLOURS[severity], severity)} ${visible(message)} ${paint('dim', `[${rule}]`)}`,
    ...frame.map((text) => `  ${text}`.trimEnd()),
    `  Help: ${visible(help)}`,
    '',
  ].join('\n');
}

const WIDTH = 100;

/** The line of a place between its neighbours, with a mark under what is meant; nothing where there is no such text. */
function frameOf(lines: readonly string[], place: Place, paint: Paint): string[] {
  const { line, column, endLine, endColumn } = place;
  const text = lines[line - 1];
  if (text === undefined || text.trim() === '') return [];
  // Of a range over several lines its first says enough.
  const end = endLine === line ? endColumn : text.length + 1;
  const isInSight = end <= WIDTH + 1 || column <= WIDTH - 20;
  const from = isInSight ? 0 : column - 21;
  const marked = { line, column: column - from };
  const above = line > 1 ? 1 : 0;
  const shown = lines.slice(line - 1 - above, line + 1).map((each) => cut(each, from));
  const markEnd = { line, column: Math.max(marked.column, Math.min(end - from, WIDTH + 1)) };
  // Not in a literal at the call: @types/babel__code-frame has no `startLine` yet.
  const options = { linesAbove: above, linesBelow: 1, startLine: line - above, highlightCode: false };
  const frame = codeFrameColumns(shown.join('\n'), { start: marked, end: markEnd }, options);
  return frame.split('\n').map((each) => {
    if (each.startsWith('>')) return `${paint('red', '>')}${each.slice(1)}`;
    return /^ +\| \s*\^+$/.test(each) ? each.replace(/\^+/, (marks) => paint('red', marks)) : paint('dim', each);
  });
}

/** `WIDTH` columns of a line, with an ellipsis where there is more. */
function cut(line: string, from: number): string {
  const text = line.slice(from, from + WIDTH);
  const start = from > 0 && text !== '' ? `…${text.slice(1)}` : text;
  return line.length > from + WIDTH ? `${start.slice(0, -1)}…` : start;
}

function splitLines(source: string): string[] {
  return source
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map(visible);
}
