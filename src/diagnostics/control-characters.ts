// Neither HTML nor XML may hold them, and programs stumble over them: control characters, halves of characters, no characters.
// A carriage return alone is a line's end to some programs only: none would agree with another on the number of a line.
const CONTROL = /(?![\t\n]|\r\n)[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** The first character of a text that no page can show, with its name, such as `U+001B`, and its index in code units. */
export function controlIn(text: string): { name: string; index: number } | undefined {
  const match = CONTROL.exec(text);
  if (!match) return undefined;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return { name: `U+${code}`, index: match.index };
}

/** A text with the sign � for each of those characters. */
export function withoutControl(text: string): string {
  return CONTROL.test(text) ? text.replaceAll(new RegExp(CONTROL, 'gu'), '�') : text;
}
