const LENGTH = 60;

/** A value from a document as messages show it: in backticks, on one line, and cut where it is long. */
export function quote(value: unknown): string {
  const text = (typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll(/\s+/g, ' ').trim();
  // By code points: half a character is none.
  const characters = [...text];
  return `\`${characters.length > LENGTH ? `${characters.slice(0, LENGTH - 1).join('')}…` : text}\``;
}
