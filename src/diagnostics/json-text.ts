import { COMMAND, UNSEEN } from './visible.ts';

/**
 * A value as JSON text with a final line break. What terminals and logs would take for something else than it is stands
 * there as `\u` escapes, which programs read as the same value.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replaceAll(UNSEEN, (character) =>
    // The line breaks between the values; in a value they are escaped already.
    character === '\n' ? character : escaped(character),
  );
  return `${text.replaceAll(COMMAND, `#${escaped('#')}`)}\n`;
}

function escaped(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
