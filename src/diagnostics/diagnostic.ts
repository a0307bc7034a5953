/** How much a diagnostic weighs: errors stop a build, warnings count towards `--max-warnings`, infos are only shown. */
export type Severity = 'error' | 'warning' | 'info';

/** A place in a source text; lines and columns count from 1, columns in UTF-16 code units, the end is exclusive. */
export interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/**
 * The change that the help of a diagnostic proposes, for a person to accept: the text at `place` becomes `text`, whose
 * lines end in `\n`. Making it ends the diagnostic and brings no other error.
 */
export interface Fix {
  place: Place;
  text: string;
}

/** One finding about one file. Content errors are such values, never exceptions. */
export interface Diagnostic extends Place {
  /** Path of the file as the user named it. */
  file: string;
  severity: Severity;
  /** Id of the rule, a key of `RULES` in rules.ts. */
  rule: string;
  /** What was found and what was expected. */
  message: string;
  /** How to mend it. */
  help: string;
  /** Absent where only a person knows what to write. */
  fix?: Fix;
}

/** The first character of a file, for findings about the file as a whole. */
export const START: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** The opening `---` of the frontmatter, for findings about what a document lacks. */
export const OPENING: Place = { line: 1, column: 1, endLine: 1, endColumn: 4 };

/** Compares by file, then place, then rule: the order in which reports list diagnostics. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.rule, b.rule);
}

// Code units, not locale: the order must not depend on the machine.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
