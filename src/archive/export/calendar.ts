import { slug } from 'github-slugger';
import { formatDay } from '../../postmortem/time/format.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { byStatus, type LedgerEntry } from '../actions/ledger.ts';

/** What a calendar says beside its entries. */
export interface CalendarOptions {
  name: string;
  /** The day on which the actions are judged, `YYYY-MM-DD`; all that the file has of a date of its own. */
  asOf: string;
  /** Address of the site's root, with `/` at its end; without one, no entry has a link. */
  root?: string | undefined;
}

/**
 * The open actions with a due date as an iCalendar file (RFC 5545): an entry for each on its due day, all day long, that
 * leaves the day free. By hand, as the library that there is does not escape the calendar's name.
 */
export function calendarText(promises: readonly LedgerEntry[], { name, asOf, root }: CalendarOptions): string {
  const { overdue, open } = byStatus(promises);
  const stamp = `${basic(asOf)}T000000Z`;
  const used = new Map<string, number>();
  const events = [...overdue, ...open].flatMap(({ action, postmortem, state }) => {
    const { title, owner, due = asOf, type } = action;
    const key = `${postmortem.id}/${[...slug(title)].slice(0, 60).join('')}`;
    const count = (used.get(key) ?? 0) + 1;
    used.set(key, count);
    const url = root && `${root}postmortems/${postmortem.id}/`;
    const from = `Promised after “${postmortem.title}” of ${formatDay(localDate(postmortem.started))}.`;
    return [
      'BEGIN:VEVENT',
      `UID:${escaped(`${key}/${count}@nevertwice`)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${basic(due)}`,
      `SUMMARY:${escaped(`${state === 'overdue' ? 'Overdue' : 'Due'}: ${title}${owner ? ` (${owner})` : ''}`)}`,
      `DESCRIPTION:${escaped(url ? `${from}\n${url}` : from)}`,
      ...(url ? [`URL:${url}`] : []),
      ...(type ? [`CATEGORIES:${escaped(type)}`] : []),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ];
  });
  const title = escaped(name);
  const head = ['VERSION:2.0', 'PRODID:-//Nevertwice//Nevertwice//EN', 'METHOD:PUBLISH', `NAME:${title}`];
  const lines = ['BEGIN:VCALENDAR', ...head, `X-WR-CALNAME:${title}`, ...events, 'END:VCALENDAR'];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function basic(day: string): string {
  return day.replaceAll('-', '');
}

/** A text as a value: RFC 5545, section 3.3.11. What is no text, such as an escape sign, becomes a space. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\n|\r/g, '\\n')
    .replaceAll(/[^\P{Cc}\t]/gu, ' ');
}

const ENCODER = new TextEncoder();

/** A line in pieces of up to 75 octets, no character of it in two: RFC 5545, section 3.1. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = ENCODER.encode(character).length;
    // Every further piece begins with a space.
    if (octets + size > (pieces.length === 0 ? 75 : 74)) {
      pieces.push(piece);
      [piece, octets] = ['', 0];
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n ');
}
