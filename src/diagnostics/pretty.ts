import { styleText } from 'node:util';
import { codeFrameColumns } from '@babel/code-frame';
import { countOf } from './count.ts';
import type { Diagnostic, Place } from './diagnostic.ts';
import { formatSummary, gravestFirst, type Report, type Sources } from './report.ts';
import { visible, visibleLine } from './visible.ts';

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const COLOURS = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/** How the report is put together. */
export interface PrettyOptions {
  /** Lists every note instead of their number. */
  verbose?: boolean | undefined;
  /** Puts errors before warnings, whatever their files. */
  gravestFirst?: boolean;
}

/**
 * The report for people: of each diagnostic its place, its message, the lines around it and how to mend it; at the end
 * the counts. More notes than a few are counted by their rules, so that they bury nothing. `colour` adds terminal escapes;
 * none of the documents' own gets through.
 */
export function formatPretty(report: Report, sources: Sources, colour: boolean, options: PrettyOptions = {}): string {
  const { shown, notes } = partOf(report.diagnostics, options);
  const entries = formatEntries(options.gravestFirst ? gravestFirst(shown) : shown, sources, colour);
  return `${[...entries, ...notes, ...errorLines(shown), formatSummary(report)].join('\n')}\n`;
}

/** Each diagnostic with the lines around it, as `formatPretty` shows it; with an empty line at its end. */
export function formatEntries(diagnostics: readonly Diagnostic[], sources: Sources, colour: boolean): string[] {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const lines = new Map<string, string[]>();
  const linesOf = (file: string) => {
    const known = lines.get(file) ?? splitLines(sources.get(file) ?? '');
    lines.set(file, known);
    return known;
  };
  return diagnostics.map((diagnostic) => entry(diagnostic, linesOf(diagnostic.file), paint));
}

// As many entries as a screen holds.
const FEW = 5;

/** The diagnostics that are shown, and the line that stands for the others: more notes than a few are only counted. */
export function partOf(
  diagnostics: readonly Diagnostic[],
  { verbose }: PrettyOptions,
): { shown: readonly Diagnostic[]; notes: string[] } {
  const notes = diagnostics.filter(({ severity }) => severity === 'info');
  if (verbose || notes.length <= FEW) return { shown: diagnostics, notes: [] };
  const kinds = [...Map.groupBy(notes, ({ rule }) => rule)].sort(([, a], [, b]) => b.length - a.length);
  const list = kinds.map(([rule, { length }]) => countOf(length, rule, rule)).join(', ');
  const line = `${countOf(notes.length, 'note')} of ${countOf(kinds.length, 'kind')} (${list}); --verbose lists them`;
  return { shown: diagnostics.filter(({ severity }) => severity !== 'info'), notes: [line] };
}

const LISTED = 20;

/** Where the errors are, at the end of a report in which they stand between a screen and more of others. */
function errorLines(shown: readonly Diagnostic[]): string[] {
  const errors = shown.filter(({ severity }) => severity === 'error');
  if (errors.length === 0 || shown.length - errors.length <= FEW) return [];
  const more = errors.length - LISTED;
  return [
    `${countOf(errors.length, 'error')}, in`,
    ...errors
      .slice(0, LISTED)
      .map(({ file, line, column, rule }) => visibleLine(`  ${file}:${line}:${column} ${rule}`)),
    ...(more > 0 ? [`  and ${countOf(more, 'other')}`] : []),
    '',
  ];
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
