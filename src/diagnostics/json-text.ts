import { INVISIBLE, WORKFLOW_COMMAND } from './visible.ts';

/**
 * Serializes a value as indented JSON with a final line break. Characters that terminals or logs would misinterpret are
 * written as `\u` escapes, which parse to the same value.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replaceAll(INVISIBLE, (character) =>
    // Only line breaks between values are left: those within strings are already escaped.
    character === '\n' ? character : escaped(character),
  );
  return `${text.replaceAll(WORKFLOW_COMMAND, `#${escaped('#')}`)}\n`;
}

function escaped(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
