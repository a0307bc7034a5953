import { descending } from 'd3-array';
import { slug } from 'github-slugger';
import { ownersOf } from '../../postmortem/body/action-items.ts';
import { formatDay } from '../../postmortem/time/format.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { byStatus, type LedgerEntry } from '../actions/ledger.ts';

/** Properties of the calendar. */
export interface CalendarOptions {
  name: string;
  /**
   * The day for which the status of actions is computed, `YYYY-MM-DD`. Also the timestamp of the file, so that builds
   * are reproducible.
   */
  asOf: string;
  /** Address of the site's root, ending in `/`; without it, entries have no link. */
  root?: string | undefined;
  /** What the addresses of pages end with. Default: `/`. */
  pageEnd?: string | undefined;
}

/** Maximum number of entries: those with the latest due dates. */
const MOST_ENTRIES = 1000;

const LABELS: Readonly<Record<string, string>> = { overdue: 'Overdue', open: 'Due', unknown: 'Due, status unknown' };

/**
 * Returns the open and overdue actions, and those of unknown status with a due date, as an iCalendar file (RFC 5545): one
 * all-day entry on each due date, marked as free time; of many, those with the latest due dates. Written by hand because the
 * `ical-generator` package does not escape the name of the calendar.
 */
export function calendarText(
  entries: readonly LedgerEntry[],
  { name, asOf, root, pageEnd = '/' }: CalendarOptions,
): string {
  const { overdue, open, unknown } = byStatus(entries);
  const stamp = `${basic(asOf)}T000000Z`;
  const used = new Map<string, number>();
  const events = latest([...overdue, ...open, ...unknown.filter(({ action }) => action.due)]).flatMap(
    ({ action, postmortem, status }) => {
      const { title, due = asOf, type } = action;
      const owners = ownersOf(action).join(', ');
      const key = `${postmortem.id}/${[...slug(title)].slice(0, 60).join('')}`;
      const count = (used.get(key) ?? 0) + 1;
      used.set(key, count);
      const url = root && `${root}postmortems/${postmortem.id}${pageEnd}`;
      const from = `Action item from “${postmortem.title}” of ${formatDay(localDate(postmortem.started))}.`;
      return [
        'BEGIN:VEVENT',
        `UID:${escaped(`${key}/${count}@nevertwice`)}`,
        `DTSTAMP:${stamp}`,
        `DTSTART;VALUE=DATE:${basic(due)}`,
        `SUMMARY:${escaped(`${LABELS[status]}: ${title}${owners && ` (${owners})`}`)}`,
        `DESCRIPTION:${escaped(url ? `${from}\n${url}` : from)}`,
        ...(url ? [`URL:${url}`] : []),
        ...(type ? [`CATEGORIES:${escaped(type)}`] : []),
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
      ];
    },
  );
  const title = escaped(name);
  const head = ['VERSION:2.0', 'PRODID:-//Nevertwice//Nevertwice//EN', 'METHOD:PUBLISH', `NAME:${title}`];
  const lines = ['BEGIN:VCALENDAR', ...head, `X-WR-CALNAME:${title}`, ...events, 'END:VCALENDAR'];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** Returns the entries with the latest due dates, as calendars of many thousand entries are slow. */
function latest(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  if (entries.length <= MOST_ENTRIES) return entries;
  return entries.toSorted((a, b) => descending(a.action.due, b.action.due)).slice(0, MOST_ENTRIES);
}

function basic(day: string): string {
  return day.replaceAll('-', '');
}

/** Escapes a text value (RFC 5545, section 3.3.11). Control characters are not allowed in text and become spaces. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\n|\r/g, '\\n')
    .replaceAll(/[^\P{Cc}\t]/gu, ' ');
}

/** Returns the number of octets of a character in UTF-8. */
function octetsOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;
}

/** Folds a line into pieces of at most 75 octets without splitting a character (RFC 5545, section 3.1). */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    // Every continuation line begins with a space, which counts.
    if (octets + size > (pieces.length === 0 ? 75 : 74)) {
      pieces.push(piece);
      [piece, octets] = ['', 0];
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n ');
}
