import type { ActionRow } from '../../../archive/actions/action-row.ts';
import type { ListPart } from '../../../archive/list/row.ts';
import { escapeHtml } from '../../../postmortem/html/escape.ts';
import { partHtml } from '../html.ts';

/** How a list shows action items. */
export interface ActionOptions {
  /** Returns the address of a page of the site. */
  href(path: string): string;
  formatDay(day: string): string;
  /** Whether owners are shown; off if the heading names the owner. */
  owners: boolean;
  texts: ActionTexts;
}

/** The texts of action items. Arguments are HTML. */
export interface ActionTexts {
  status(status: 'open' | 'overdue' | 'done' | 'dropped' | 'unknown'): string;
  type(type: NonNullable<ActionRow['type']>): string;
  doneOn(day: string): string;
  dueOn(day: string): string;
  late(days: number): string;
  openSince(day: string): string;
  closedOn(day: string): string;
  noDueDate: string;
  from(postmortem: string): string;
}

/**
 * Returns an action item as an item of a list in HTML, for the build and for the browser alike. Few elements and no scoped styles, as a
 * page has many; `actions.css` styles them.
 */
export function actionHtml(row: ActionRow, { href, formatDay, owners, texts }: ActionOptions): string {
  const { title, type, due, late, done, openSince, closedOn, ticket, source } = row;
  const status = row.status === 'undated' ? 'open' : row.status;
  const day = (date: string) => `<time datetime="${escapeHtml(date)}">${escapeHtml(formatDay(date))}</time>`;
  const link = (path: string, text: string) => `<a href="${escapeHtml(href(path))}">${escapeHtml(text)}</a>`;
  const isDone = status === 'done' && done !== undefined;
  const facts = [
    ...(owners ? row.owners.map(([name, slug]) => fact(link(`actions/owners/${slug}/`, name))) : []),
    isDone ? fact(texts.doneOn(day(done))) : due && fact(texts.dueOn(day(due))),
    late !== undefined && fact(texts.late(late), 'late'),
    openSince && fact(texts.openSince(day(openSince))),
    !isDone && closedOn && fact(texts.closedOn(day(closedOn))),
    row.status === 'undated' && fact(texts.noDueDate, 'unknown'),
    type && fact(texts.type(type)),
    ticket && fact(partsHtml(ticket)),
    source && fact(texts.from(link(`postmortems/${source.id}/`, source.title))),
  ].filter(Boolean);
  return [
    `<li class="action action-${status}" data-action="${status}"><span class="badge">${texts.status(status)}</span>`,
    `<p class="action-title">${partsHtml(title)}</p><p class="meta">${facts.join('')}</p></li>`,
  ].join('');
}

function fact(html: string, mark?: string): string {
  return mark ? `<span class="${mark}">${html}</span>` : `<span>${html}</span>`;
}

function partsHtml(parts: readonly ListPart[]): string {
  return parts.map(partHtml).join('');
}
