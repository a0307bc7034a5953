/** A text with a sign of one column for each character that a terminal would act on, tabs aside. */
export function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, (character) => {
    const code = character.charCodeAt(0);
    if (character === '\t') return character;
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '�';
  });
}
