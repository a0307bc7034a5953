// Characters that joiners and variation selectors apply to: non-ASCII letters and symbols, emoji among them.
const BASE = String.raw`[[\p{L}\p{M}\p{S}]--[\p{ASCII}\p{Default_Ignorable_Code_Point}]]`;

/**
 * Matches characters that a terminal, a log or a reader could misinterpret: control characters except tabs, line
 * separators, lone surrogates, bidirectional controls and invisible characters. Joiners and variation selectors are allowed
 * after a character that they apply to.
 */
export const INVISIBLE = new RegExp(
  [
    String.raw`(?!\t)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]`,
    String.raw`[\p{Default_Ignorable_Code_Point}--[\u200C\u200D\p{Variation_Selector}]]`,
    String.raw`(?<!${BASE}\p{Variation_Selector}?)[\u200C\u200D]`,
    // A digit, a variation selector and U+20E3 form a keycap emoji.
    String.raw`(?<!${BASE})\p{Variation_Selector}(?!\u20E3)`,
  ].join('|'),
  'gv',
);

/** Matches the start of a GitHub Actions or Azure Pipelines command anywhere on a line: `##[`, `##vso[`. */
export const WORKFLOW_COMMAND = /##(?=\w*\[)/g;

/** Replaces every code unit that could be misinterpreted with a visible character, keeping the length of the text. */
export function visible(text: string): string {
  return text
    .replaceAll(INVISIBLE, (character) => {
      const code = character.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : '�'.repeat(character.length);
    })
    .replaceAll(WORKFLOW_COMMAND, '#�');
}

/** Like `visible`, for the start of a line, where GitHub Actions reads `::`, even after spaces, as a command. */
export function visibleLine(text: string): string {
  return visible(text).replace(/^(\s*):(?=:)/u, '$1�');
}
