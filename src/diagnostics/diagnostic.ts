/** Severity of a diagnostic: errors stop a build, warnings count towards `--max-warnings`, infos are only shown. */
export type Severity = 'error' | 'warning' | 'info';

/** A range in a source text. Lines and columns count from 1, columns in UTF-16 code units; the end is exclusive. */
export interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/**
 * The edit that a diagnostic's help suggests: replaces the text at `place` with `text`, whose lines end in `\n`. Applying it
 * resolves the diagnostic and introduces no other error.
 */
export interface Fix {
  place: Place;
  text: string;
}

/** A problem found in one file. Content errors are reported as diagnostics, never thrown. */
export interface Diagnostic extends Place {
  /** Path of the file as the user gave it. */
  file: string;
  severity: Severity;
  /** Id of the rule: a key of `RULES` in rules.ts. */
  rule: string;
  /** What was found and what was expected. */
  message: string;
  /** How to fix it. */
  help: string;
  /** Absent when there is no unambiguous edit. */
  fix?: Fix;
}

/** The first character of a file: the place of diagnostics about the file as a whole. */
export const START: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** The opening `---` of the frontmatter: the place of diagnostics about missing content. */
export const OPENING: Place = { line: 1, column: 1, endLine: 1, endColumn: 4 };

/** Compares diagnostics by file, then place, then rule: the order in which reports list them. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.rule, b.rule);
}

// Compares code units, because a locale's order would depend on the machine.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
