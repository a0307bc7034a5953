const MAX_LENGTH = 60;

/** Formats a value from a document for a message: in backticks, on one line, truncated to 60 characters. */
export function quote(value: unknown): string {
  const full = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // A value may be as long as a document, but only its start is shown.
  const start = full.trimStart().slice(0, 10 * MAX_LENGTH);
  const text = start.replaceAll(/\s+/g, ' ').trim();
  // Counts code points, so that no surrogate pair is split.
  const characters = [...text];
  return `\`${characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH - 1).join('')}…` : text}\``;
}
