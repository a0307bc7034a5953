import { styleText } from 'node:util';
import { codeFrameColumns } from '@babel/code-frame';
import { countOf } from './count.ts';
import type { Diagnostic, Place } from './diagnostic.ts';
import { formatSummary, type Report, type Sources, sortBySeverity } from './report.ts';
import { visible, visibleLine } from './visible.ts';

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const COLOURS = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/** Options of the pretty report. */
export interface PrettyOptions {
  /** Lists every note and warning instead of counting them when there are many. */
  verbose?: boolean | undefined;
  /** Lists errors first, then warnings, then notes, across all files. */
  sortBySeverity?: boolean;
  /** How to see what is only counted; default `--verbose`. */
  listedBy?: string;
}

/**
 * Formats the report for the terminal: the place, message, source lines and help of each diagnostic, then the counts. Where
 * there are more than a few notes, or many warnings of one rule, they are counted by rule, so that they do not bury what else was
 * found. `colour` adds terminal escapes; those in documents are always replaced.
 */
export function formatPretty(report: Report, sources: Sources, colour: boolean, options: PrettyOptions = {}): string {
  const { shown, counts } = collapse(report.diagnostics, options);
  const entries = formatEntries(options.sortBySeverity ? sortBySeverity(shown) : shown, sources, colour);
  return `${[...entries, ...counts, ...errorLines(shown), formatSummary(report)].join('\n')}\n`;
}

/** Formats each diagnostic with its source lines, ending in an empty line. */
export function formatEntries(diagnostics: readonly Diagnostic[], sources: Sources, colour: boolean): string[] {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const lines = new Map<string, string[]>();
  const linesOf = (file: string) => {
    const fileLines = lines.get(file) ?? splitLines(sources.get(file) ?? '');
    lines.set(file, fileLines);
    return fileLines;
  };
  return diagnostics.map((diagnostic) => entry(diagnostic, linesOf(diagnostic.file), paint));
}

// About as many entries as fit on a screen.
const MAX_NOTES = 5;
/** The most warnings of one rule that are all listed; of more, the first few are. */
const MAX_WARNINGS = 10;
const FIRST_WARNINGS = 3;

/**
 * Returns the diagnostics to list, and lines that count the others: all notes when there are more than a few, and warnings of a
 * rule that found many. Errors are always listed.
 */
export function collapse(
  diagnostics: readonly Diagnostic[],
  { verbose, listedBy = '--verbose' }: PrettyOptions,
): { shown: readonly Diagnostic[]; counts: string[] } {
  if (verbose) return { shown: diagnostics, counts: [] };
  const notes = diagnostics.filter(({ severity }) => severity === 'info');
  const unlistedNotes = notes.length > MAX_NOTES ? notes : [];
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  const unlistedWarnings = [...Map.groupBy(warnings, ({ rule }) => rule).values()].flatMap((found) =>
    found.length > MAX_WARNINGS ? found.slice(FIRST_WARNINGS) : [],
  );
  const unlisted = new Set([...unlistedNotes, ...unlistedWarnings]);
  const counts = [
    ...countLine(unlistedWarnings, 'more warning', listedBy),
    ...countLine(unlistedNotes, 'note', listedBy),
  ];
  return { shown: diagnostics.filter((each) => !unlisted.has(each)), counts };
}

/** Returns a line that counts diagnostics by rule, if there are any. */
function countLine(diagnostics: readonly Diagnostic[], noun: string, listedBy: string): string[] {
  if (diagnostics.length === 0) return [];
  const byRule = [...Map.groupBy(diagnostics, ({ rule }) => rule)].sort(([, a], [, b]) => b.length - a.length);
  const counts = byRule.map(([rule, { length }]) => countOf(length, rule, rule)).join(', ');
  const total = `${countOf(diagnostics.length, noun)} from ${countOf(byRule.length, 'rule')}`;
  return [`${total} (${counts}); list them with ${listedBy}`];
}

const MAX_LISTED = 20;

/** Lists the places of errors at the end of a report that has more than a screen of warnings and notes among them. */
function errorLines(shown: readonly Diagnostic[]): string[] {
  const errors = shown.filter(({ severity }) => severity === 'error');
  if (errors.length === 0 || shown.length - errors.length <= MAX_NOTES) return [];
  const unlisted = errors.length - MAX_LISTED;
  return [
    `${countOf(errors.length, 'error')}:`,
    ...errors
      .slice(0, MAX_LISTED)
      .map(({ file, line, column, rule }) => visibleLine(`  ${file}:${line}:${column} ${rule}`)),
    ...(unlisted > 0 ? [`  and ${countOf(unlisted, 'more', 'more')}`] : []),
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

/** Renders the line of a place between its neighbours, with `^` under the range; empty when the line is blank or missing. */
function frameOf(lines: readonly string[], place: Place, paint: Paint): string[] {
  const { line, column, endLine, endColumn } = place;
  const text = lines[line - 1];
  if (text === undefined || text.trim() === '') return [];
  // Marks only the first line of a range that spans several.
  const end = endLine === line ? endColumn : text.length + 1;
  const fits = end <= WIDTH + 1 || column <= WIDTH - 20;
  const from = fits ? 0 : column - 21;
  const markStart = { line, column: column - from };
  const above = line > 1 ? 1 : 0;
  const shown = lines.slice(line - 1 - above, line + 1).map((each) => truncate(each, from));
  const markEnd = { line, column: Math.max(markStart.column, Math.min(end - from, WIDTH + 1)) };
  // A variable, because @types/babel__code-frame does not declare `startLine` and would reject it in a literal.
  const options = { linesAbove: above, linesBelow: 1, startLine: line - above, highlightCode: false };
  const frame = codeFrameColumns(shown.join('\n'), { start: markStart, end: markEnd }, options);
  return frame.split('\n').map((each) => {
    if (each.startsWith('>')) return `${paint('red', '>')}${each.slice(1)}`;
    return /^ +\| \s*\^+$/.test(each) ? each.replace(/\^+/, (marks) => paint('red', marks)) : paint('dim', each);
  });
}

/** Returns `WIDTH` columns of a line from an offset on, with an ellipsis where text is cut off. */
function truncate(line: string, from: number): string {
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
