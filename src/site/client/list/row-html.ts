import { causeOf, type ListFrame, type ListRow, servicesOf } from '../../../archive/list/row.ts';
import { escapeHtml } from '../../../postmortem/html/escape.ts';
import type { Formats } from '../../language/formats.ts';
import { partHtml } from '../html.ts';

/** How a list shows its rows. */
export interface RowOptions {
  /** Whether the table has a column for the cause. */
  causes: boolean;
  /** Returns the address of a page of the site. */
  href(path: string): string;
  formats: Pick<Formats, 'duration' | 'percent'>;
}

/**
 * Returns a row of a table of postmortems as HTML, for the build and for the browser alike. Few elements and no scoped
 * styles, as a page has many rows; `PostmortemTable.astro` styles them.
 */
export function rowHtml(row: ListRow, frame: ListFrame, { causes, href, formats }: RowOptions): string {
  const { document: id, date, title, kind, cells = [], duration, impact, impactText } = row;
  const impactShown = impactText ?? (impact === undefined ? undefined : formats.percent(impact));
  // A near miss has neither.
  const value = (text: string | undefined) =>
    kind === 'near-miss' ? '' : text === undefined ? unknown(frame) : escapeHtml(text);
  const { words } = frame;
  const services = servicesOf(row, frame);
  const cause = row.cause === 'unknown' ? unknown(frame) : escapeHtml(causeOf(row, frame));
  return [
    `<tr data-id="${escapeHtml(id)}"><td class="cell-date">${escapeHtml(date)}</td>`,
    `<th scope="row" class="cell-title"><a class="title-link" href="${escapeHtml(href(`postmortems/${id}/`))}">${escapeHtml(title)}</a>`,
    `${notes(row, frame)}</th>`,
    `<td class="cell-severity">${severity(row, frame)}</td>`,
    causes ? `<td class="cell-cause" data-label="${escapeHtml(words.cause)}">${cause}</td>` : '',
    `<td class="cell-services">${services && `<span>${escapeHtml(services)}</span>`}</td>`,
    ...frame.columns.map(({ label, isNumber }, column) => {
      const name = isNumber ? 'cell-field column-number' : 'cell-field';
      const parts = cells[column]?.parts ?? [];
      return `<td class="${name}" data-label="${escapeHtml(label)}">${parts.map(partHtml).join('')}</td>`;
    }),
    `<td class="cell-duration column-number" data-label="${escapeHtml(words.lasted)}">`,
    `${value(duration === undefined ? undefined : formats.duration(duration))}</td>`,
    `<td class="cell-impact column-number" data-label="${escapeHtml(words.impact)}">`,
    `${value(impactShown)}</td></tr>`,
  ].join('');
}

function notes({ kind, status, recurred, notes }: ListRow, { statuses, words }: ListFrame): string {
  const isNearMiss = kind === 'near-miss';
  if (!isNearMiss && status === undefined && !recurred && notes.length === 0) return '';
  const marks = [
    ...(isNearMiss ? [`<span class="badge">${escapeHtml(words.nearMiss)}</span>`] : []),
    ...(status === undefined ? [] : [`<span class="badge status">${escapeHtml(statuses[status] ?? status)}</span>`]),
    ...(recurred ? [`<span class="badge recurred">${escapeHtml(words.recurrence)}</span>`] : []),
    ...notes.map((note) => `<span>${escapeHtml(note)}</span>`),
  ];
  return ` <span class="row-notes">${marks.join(' ')}</span>`;
}

function severity({ severity }: ListRow, frame: ListFrame): string {
  const known = frame.severities.find(({ name }) => name === severity);
  if (!known) return `<span class="unset">${escapeHtml(frame.words.unknown)}</span>`;
  return `<span class="severity severity-${known.rank}">${escapeHtml(known.name)}</span>`;
}

function unknown({ words }: ListFrame): string {
  return `<span class="unknown">${escapeHtml(words.unknown)}</span>`;
}
