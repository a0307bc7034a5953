// Control characters, lone surrogates and noncharacters: neither HTML nor XML allows them. A carriage return without a line
// feed is included, because programs disagree on whether it ends a line, and therefore on line numbers.
const CONTROL = /(?![\t\n]|\r\n)[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/**
 * Finds the first control character that a page cannot show. Returns its name, such as `U+001B`, and its index in UTF-16
 * code units, or `undefined` when there is none.
 */
export function findControlCharacter(text: string): { name: string; index: number } | undefined {
  const match = CONTROL.exec(text);
  if (!match) return undefined;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return { name: `U+${code}`, index: match.index };
}

/** Replaces each character that a page cannot show with `�`. */
export function replaceControlCharacters(text: string): string {
  return CONTROL.test(text) ? text.replaceAll(new RegExp(CONTROL, 'gu'), '�') : text;
}
