import type { ListItem, RootContent, Table } from 'mdast';
import { dateInZone, momentsAt, offsetAt, offsetsOfChange } from '../time/clocks.ts';
import { dayAfter, isDay } from '../time/days.ts';
import type { Instant, Timestamp } from '../time/timestamp.ts';
import { parseEntryTime } from './entry-time.ts';
import { plainText } from './plain-text.ts';

export const MILESTONES = ['detected', 'acknowledged', 'escalated', 'mitigated', 'resolved'] as const;
export type Milestone = (typeof MILESTONES)[number];

export interface TimelineEntry {
  at: Instant;
  /** Plain text of the entry, without the time and the milestone. */
  text: string;
  milestone?: Milestone;
  /** Line of the entry in the parsed Markdown, counted from 1. */
  line: number;
}

export interface Timeline {
  /** In the order of the document. */
  entries: TimelineEntry[];
  /** Entries that start like a time, but whose time is invalid or whose zone is ambiguous. */
  unreadable: { text: string; line: number; skipped?: Skipped }[];
}

/** A well-formed time that never occurred, because the clocks of its zone skipped it. */
interface Skipped {
  zone: string;
  /** The offsets before and after the clock change; see `offsetsOfChange`. */
  offsets: string[];
}

const MILESTONE = new RegExp(`\\s*\\((${MILESTONES.join('|')})\\)[.\\s]*$`, 'i');

/**
 * Parses the list items and table rows that start with a time. A clock time without a date takes the day of the entry before
 * it (`started` for the first) and rolls over at midnight. All times without a zone are in the same one; see `defaultZone`.
 * `timezone` is the IANA zone of the archive.
 */
export function parseTimeline(content: readonly RootContent[], started: Timestamp, timezone?: string): Timeline {
  const timeline: Timeline = { entries: [], unreadable: [] };
  let previous: Instant | undefined;
  for (const { text, line } of entriesIn(content)) {
    const result = readTime(text, started, previous, timezone);
    if (result === undefined) continue;
    if (result === 'unreadable' || 'zone' in result) {
      timeline.unreadable.push({ text, line, ...(result !== 'unreadable' && { skipped: result }) });
      continue;
    }
    previous = result.at;
    const milestone = MILESTONE.exec(result.rest)?.[1]?.toLowerCase() as Milestone | undefined;
    const description = result.rest.replace(MILESTONE, '').trim();
    timeline.entries.push({ at: result.at, text: description, ...(milestone && { milestone }), line });
  }
  return timeline;
}

/** Returns the texts of list items and table rows. Only the first paragraph of an item counts: the rest is detail. */
function entriesIn(content: readonly RootContent[]): { text: string; line: number }[] {
  return content.flatMap((node) => {
    const items = node.type === 'list' ? node.children : node.type === 'table' ? node.children.slice(1) : [];
    return items.map((item) => ({
      text: item.type === 'tableRow' ? tableRowText(item) : itemText(item),
      line: item.position?.start.line ?? 1,
    }));
  });
}

function itemText({ children: [first] }: ListItem): string {
  return first && first.type !== 'list' ? plainText(first) : '';
}

function tableRowText(row: Table['children'][number]): string {
  return row.children
    .map(plainText)
    .filter((cell) => cell !== '')
    .join(' ');
}

type ReadTime = { at: Instant; rest: string };

function readTime(
  text: string,
  started: Timestamp,
  previous: Instant | undefined,
  timezone: string | undefined,
): ReadTime | Skipped | 'unreadable' | undefined {
  const time = parseEntryTime(text, started);
  if (time === undefined || time === 'unreadable') return time;
  const { clock, offset, rest } = time;
  const zone = offset ?? defaultZone(started, timezone);
  const before = previous ?? started;
  const day = time.day ?? dayOfClock(clock, zone, before);
  const at = momentAtOrAfter(before, day, clock, zone);
  if (at) return { at, rest };
  return isDay(day) ? { zone, offsets: offsetsOfChange(`${day}T${clock}`, zone) } : 'unreadable';
}

/**
 * Returns the zone of all times in a timeline that have none: the offset of `started`. If the archive's zone had the same
 * offset at that moment, it is used instead, so that clock changes during the incident are followed. `Z` is always UTC.
 */
function defaultZone(started: Timestamp, timezone: string | undefined): string {
  if (started.precision === 'day') return timezone ?? 'Z';
  if (started.offset === 'Z') return 'Z';
  return timezone && offsetAt(started, timezone) === offsetAt(started, started.offset) ? timezone : started.offset;
}

const HALF_A_DAY = 43_200_000;

/** Returns the day of a clock time without a date: that of the entry before it (or of the start), or the next day. */
function dayOfClock(clock: string, zone: string, before: Timestamp): string {
  const day = dateInZone(before, zone);
  if (before.precision === 'day') return day;
  const [sameDay] = momentsAt(day, clock, offsetAt(before, zone));
  // More than half a day back means the next day; a smaller step back is an entry out of order.
  const isNextDay = sameDay && sameDay.epochMilliseconds < before.epochMilliseconds - HALF_A_DAY;
  return isNextDay ? dayAfter(day) : day;
}

/** When clocks showed a time twice, returns the first moment that is not before the previous entry (or the start). */
function momentAtOrAfter(before: Timestamp, day: string, clock: string, zone: string): Instant | undefined {
  const moments = momentsAt(day, clock, zone);
  const earliest = before.precision === 'time' ? before.epochMilliseconds : Number.NEGATIVE_INFINITY;
  return moments.find(({ epochMilliseconds }) => epochMilliseconds >= earliest) ?? moments[0];
}
