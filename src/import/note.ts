/** The line of what only the name of the file says. */
export const FILE_NAME = 0;

/** Returns `line 12`, or `the file name`. */
export function sourceOf(line: number): string {
  return line === FILE_NAME ? 'the file name' : `line ${line}`;
}

/** Something that a person has to settle, because the document does not say it clearly. */
export interface Note {
  /** Line of the document, counted from 1; 0 for the name of the file. */
  line: number;
  /** The key of the frontmatter, or `timeline` or `actions`. */
  field: string;
  /** What was found, with a quote. */
  message: string;
  /** What settles it: an option of the command, or what to write. */
  option: string;
}

/** A value with the line that says it; 0 if only the name of the file does. */
export interface Fact<Value> {
  value: Value;
  line: number;
}

const MAX_QUOTE = 100;

/** Quotes a place of the document on one line. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return `“${line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE - 1).trimEnd()}…` : line}”`;
}
