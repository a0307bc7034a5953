/**
 * Returns the text of a file without a byte order mark, with lines that end in `\n`. The line and column of every character stay
 * the same.
 */
export function normalizedText(source: string): string {
  return source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
