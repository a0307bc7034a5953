const LENGTH = 60;

/** A value from a document as messages show it: in backticks, on one line, and cut where it is long. */
export function quote(value: unknown): string {
  // Of a value as long as a document the begin is enough to find its first sixty characters.
  const begin = (typeof value === 'object' ? JSON.stringify(value) : String(value)).trimStart().slice(0, 10 * LENGTH);
  const text = begin.replaceAll(/\s+/g, ' ').trim();
  // By code points: half a character is none.
  const characters = [...text];
  return `\`${characters.length > LENGTH ? `${characters.slice(0, LENGTH - 1).join('')}…` : text}\``;
}
