import type { ListPart } from '../../archive/list/row.ts';
import { escapeHtml } from '../../postmortem/html/escape.ts';

/** Returns a part of a value as HTML: a text, or a link to another site. */
export function partHtml(part: ListPart): string {
  if (typeof part === 'string') return escapeHtml(part);
  const [text, address] = part;
  return `<a href="${escapeHtml(address)}" rel="external noopener noreferrer">${escapeHtml(text)}</a>`;
}
