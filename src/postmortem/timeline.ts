import type { ListItem, RootContent, Table } from 'mdast';
import { plainText } from './plain-text.ts';
import { dayAfter, dayAt, type Instant, momentsAt, offsetAt, type Timestamp } from './time.ts';
import { zoneAt } from './zones.ts';

export const MILESTONES = ['detected', 'acknowledged', 'escalated', 'mitigated', 'resolved'] as const;
export type Milestone = (typeof MILESTONES)[number];

export interface TimelineEntry {
  at: Instant;
  /** What happened, as plain text without the time and the milestone. */
  text: string;
  milestone?: Milestone;
  /** Line of the entry in the parsed Markdown, from 1. */
  line: number;
}

export interface Timeline {
  /** In the order of the document. */
  entries: TimelineEntry[];
  /** Entries that begin like a time and cannot be read as one, or whose zone's name has more than one meaning. */
  unreadable: { text: string; line: number }[];
}

const TIME = /^(?:(\d{4}-\d{2}-\d{2})[T ])?(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?(?:\s*([ap])\.?m\b\.?)?/i;
// Until when it went on: `15:52-16:10`, `15:52 – 16:10`.
const UNTIL = /^\s*[–—-]\s*(?=\d{1,2}:\d{2})/;
// What a person meant as a time: `4:OO PM` has letters for digits.
const INTENDED = /^\d{1,2}:\w{2}\b/;
const COUNT = /^\s+[+-]\d{4,}\s+\p{Ll}/u;
const SEPARATOR = /^\s*(?:[:–—|-]\s*)?/;
const MILESTONE = new RegExp(`\\s*\\((${MILESTONES.join('|')})\\)[.\\s]*$`, 'i');

/**
 * Reads the list items and table rows that begin with a time. A bare clock time takes its day from the entry before it
 * (`started` for the first), rolling over midnight, and its offset from `started`. `timezone` (IANA) is for dated times
 * without an offset, and for clock times too where `started` is at its offset or is a day only (else those are in UTC):
 * clocks that are put forward or back during an incident are read as they were.
 */
export function timelineOf(content: readonly RootContent[], started: Timestamp, timezone?: string): Timeline {
  const timeline: Timeline = { entries: [], unreadable: [] };
  let previous: Instant | undefined;
  for (const { text, line } of rows(content)) {
    const found = readTime(text, started, previous, timezone);
    if (found === undefined) continue;
    if (found === 'unreadable') {
      timeline.unreadable.push({ text, line });
      continue;
    }
    previous = found.at;
    const milestone = MILESTONE.exec(found.rest)?.[1]?.toLowerCase() as Milestone | undefined;
    const words = found.rest.replace(MILESTONE, '').trim();
    timeline.entries.push({ at: found.at, text: words, ...(milestone && { milestone }), line });
  }
  return timeline;
}

/** Items by their first paragraph: what stands below it in lists and paragraphs of its own tells more of the same. */
function rows(content: readonly RootContent[]): { text: string; line: number }[] {
  return content.flatMap((node) => {
    const parts = node.type === 'list' ? node.children : node.type === 'table' ? node.children.slice(1) : [];
    return parts.map((part) => ({
      text: part.type === 'tableRow' ? tableRowText(part) : firstText(part),
      line: part.position?.start.line ?? 1,
    }));
  });
}

function firstText({ children: [first] }: ListItem): string {
  return first && first.type !== 'list' ? plainText(first) : '';
}

function tableRowText(row: Table['children'][number]): string {
  return row.children
    .map(plainText)
    .filter((cell) => cell !== '')
    .join(' ');
}

type Found = { at: Instant; rest: string };

function readTime(
  text: string,
  started: Timestamp,
  previous: Instant | undefined,
  timezone: string | undefined,
): Found | 'unreadable' | undefined {
  const time = timeAt(text);
  if (!time) return INTENDED.test(text) ? 'unreadable' : undefined;
  const { day, clock } = time;
  const behind = text.slice(time.length);
  const until = untilOf(time, behind, started);
  const length = until?.length ?? 0;
  // `10:05 +1000 connections` is no offset; behind a date it is, as in `2024-04-15 10:05 +0200`.
  const zone = !day && COUNT.test(behind) ? undefined : zoneAt(behind.slice(length));
  // `3:50-4:10 PM` says of one of the two only in which half of the day it is.
  if ((zone && !zone.offset) || (until && until.half !== time.half) || !clock) return 'unreadable';
  const words = behind.slice(length + (zone?.length ?? 0)).replace(SEPARATOR, '');
  const own = zoneOf(started, timezone);
  const at = day
    ? momentAfter(previous, day, clock, zone?.offset ?? timezone ?? own)
    : clockInstant(clock, zone?.offset ?? own, previous ?? started);
  return at ? { at, rest: until ? `–${until.written} ${words}` : words } : 'unreadable';
}

/** What is written of a time. */
interface Written {
  day?: string;
  /** Such as `15:45:00`; absent where no clock of twelve hours has it. */
  clock?: string;
  half: boolean;
  length: number;
}

function timeAt(text: string): Written | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [{ length }, day, hours = '', minutes = '', seconds = '00', half] = match;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  const isHour = !half || (Number(hours) >= 1 && Number(hours) <= 12);
  const clock = isHour && `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`;
  return { ...(day && { day }), ...(clock && { clock }), half: Boolean(half), length };
}

/**
 * The clock time until which something lasted, with which `behind`, what follows the time of its begin, begins. A hyphen
 * right before it makes it an offset where that can be: always behind a date, and else unless it is a later clock.
 */
function untilOf(
  { day, clock = '' }: Written,
  behind: string,
  started: Timestamp,
): { length: number; written: string; half: boolean } | undefined {
  const [sign = ''] = UNTIL.exec(behind) ?? [];
  const end = sign === '' ? undefined : timeAt(behind.slice(sign.length));
  if (!end?.clock) return undefined;
  const length = sign.length + end.length;
  const until = { length, written: behind.slice(sign.length, length), half: end.half };
  if (!sign.endsWith('-')) return until;
  const isLater = clock < end.clock;
  const offset = zoneAt(behind)?.offset;
  if (!offset) return isLater || isNextDay(clock, end.clock) ? until : undefined;
  // `04:00 -05:00`: the space parts the sign from the time that it would end.
  const isApart = /^\s+-$/.test(sign);
  const isUsual = day !== undefined || isApart || (started.precision === 'time' && started.offset === offset);
  return isLater && !isUsual ? until : undefined;
}

/** Whether one clock time is that of the day after, as with entries: more than half a day earlier. */
function isNextDay(before: string, after: string): boolean {
  return Number(before.slice(0, 2)) - Number(after.slice(0, 2)) > 12;
}

function zoneOf(started: Timestamp, timezone: string | undefined): string {
  if (started.precision === 'day') return timezone ?? 'Z';
  return timezone && offsetAt(started, timezone) === offsetAt(started, started.offset) ? timezone : started.offset;
}

const HALF_A_DAY = 43_200_000;

function clockInstant(clock: string, zone: string, anchor: Timestamp): Instant | undefined {
  const day = dayAt(anchor, zone);
  if (anchor.precision === 'day') return momentAfter(undefined, day, clock, zone);
  const [sameDay] = momentsAt(day, clock, offsetAt(anchor, zone));
  // More than half a day back reads as the next day: a small step back is a slip in the order, not a midnight.
  const isAfterMidnight = sameDay && sameDay.epochMilliseconds < anchor.epochMilliseconds - HALF_A_DAY;
  return momentAfter(anchor, isAfterMidnight ? dayAfter(day) : day, clock, zone);
}

/** When a clock shows a time twice, because it was put back, the first that is not before the entry above. */
function momentAfter(previous: Instant | undefined, day: string, clock: string, zone: string): Instant | undefined {
  const moments = momentsAt(day, clock, zone);
  return (
    moments.find(({ epochMilliseconds }) => epochMilliseconds >= (previous?.epochMilliseconds ?? -Infinity)) ??
    moments[0]
  );
}
