import type { ListPart } from '../../archive/list/row.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Makes text safe within elements and within attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}

/** Returns a part of a value as HTML: a text, or a link to another site. */
export function partHtml(part: ListPart): string {
  if (typeof part === 'string') return escapeHtml(part);
  const [text, address] = part;
  return `<a href="${escapeHtml(address)}" rel="external noopener noreferrer">${escapeHtml(text)}</a>`;
}
