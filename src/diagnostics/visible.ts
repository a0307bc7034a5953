// What joiners and variation selectors join: letters and signs of other scripts, and emoji.
const BASE = String.raw`[[\p{L}\p{M}\p{S}]--[\p{ASCII}\p{Default_Ignorable_Code_Point}]]`;

/**
 * What a terminal, a log or a reader takes for something else than it is: control characters but tabs, line separators,
 * halves of characters, what turns the direction of text, and what nobody sees. Joiners and variation selectors are
 * fine where they do their work.
 */
export const UNSEEN = new RegExp(
  [
    String.raw`(?!\t)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]`,
    String.raw`[\p{Default_Ignorable_Code_Point}--[\u200C\u200D\p{Variation_Selector}]]`,
    String.raw`(?<!${BASE}\p{Variation_Selector}?)[\u200C\u200D]`,
    // A digit with a selector and a frame is a key.
    String.raw`(?<!${BASE})\p{Variation_Selector}(?!\u20E3)`,
  ].join('|'),
  'gv',
);

/** What GitHub Actions and Azure Pipelines take for the beginning of a command, wherever on a line: `##[`, `##vso[`. */
export const COMMAND = /##(?=\w*\[)/g;

/** A text on one line with a sign for each code unit that would be taken for something else, as long as it was. */
export function visible(text: string): string {
  return text
    .replaceAll(UNSEEN, (character) => {
      const code = character.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : '�'.repeat(character.length);
    })
    .replaceAll(COMMAND, '#�');
}

/** The same for a text that begins a line, where GitHub Actions takes `::` for a command, also behind spaces. */
export function visibleLine(text: string): string {
  return visible(text).replace(/^(\s*):(?=:)/u, '$1�');
}
