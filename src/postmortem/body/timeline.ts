import type { ListItem, RootContent, Table } from 'mdast';
import {
  dateInZone,
  dayAfter,
  type Instant,
  isDay,
  momentsAt,
  offsetAt,
  offsetsOfChange,
  type Timestamp,
} from '../time/time.ts';
import { entryTimeAt } from './entry-time.ts';
import { plainText } from './plain-text.ts';

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
  unreadable: { text: string; line: number; skipped?: Skipped }[];
}

/** Why a time cannot be read that is written as it should be: the clocks of its zone were put forward over it. */
interface Skipped {
  zone: string;
  /** Those before and after the change, see `offsetsOfChange`. */
  offsets: string[];
}

const MILESTONE = new RegExp(`\\s*\\((${MILESTONES.join('|')})\\)[.\\s]*$`, 'i');

/**
 * Reads the list items and table rows that begin with a time. A bare clock time takes its day from the entry before it
 * (`started` for the first), rolling over midnight. Times that name no zone, with a date or without, are all in one: see
 * `zoneOf`. `timezone` is that of the archive (IANA).
 */
export function timelineOf(content: readonly RootContent[], started: Timestamp, timezone?: string): Timeline {
  const timeline: Timeline = { entries: [], unreadable: [] };
  let previous: Instant | undefined;
  for (const { text, line } of rows(content)) {
    const found = readTime(text, started, previous, timezone);
    if (found === undefined) continue;
    if (found === 'unreadable' || 'zone' in found) {
      timeline.unreadable.push({ text, line, ...(found !== 'unreadable' && { skipped: found }) });
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
): Found | Skipped | 'unreadable' | undefined {
  const time = entryTimeAt(text, started);
  if (time === undefined || time === 'unreadable') return time;
  const { clock, offset, rest } = time;
  const zone = offset ?? zoneOf(started, timezone);
  const before = previous ?? started;
  const day = time.day ?? dayOfClock(clock, zone, before);
  const at = momentAfter(before, day, clock, zone);
  if (at) return { at, rest };
  return isDay(day) ? { zone, offsets: offsetsOfChange(`${day}T${clock}`, zone) } : 'unreadable';
}

/**
 * The zone of all times of a timeline that name none: that in which `started` is written. Where the clocks of the archive's
 * zone stood at its offset, this is the archive's zone, so that their changes are followed; `Z` is always UTC.
 */
function zoneOf(started: Timestamp, timezone: string | undefined): string {
  if (started.precision === 'day') return timezone ?? 'Z';
  if (started.offset === 'Z') return 'Z';
  return timezone && offsetAt(started, timezone) === offsetAt(started, started.offset) ? timezone : started.offset;
}

const HALF_A_DAY = 43_200_000;

/** The day of a bare clock time: that of the entry above, or of the start, or the day after it. */
function dayOfClock(clock: string, zone: string, before: Timestamp): string {
  const day = dateInZone(before, zone);
  if (before.precision === 'day') return day;
  const [sameDay] = momentsAt(day, clock, offsetAt(before, zone));
  // More than half a day back reads as the next day: a small step back is a slip in the order, not a midnight.
  const isAfterMidnight = sameDay && sameDay.epochMilliseconds < before.epochMilliseconds - HALF_A_DAY;
  return isAfterMidnight ? dayAfter(day) : day;
}

/** When a clock shows a time twice, because it was put back, the first that is not before the entry above, or the start. */
function momentAfter(before: Timestamp, day: string, clock: string, zone: string): Instant | undefined {
  const moments = momentsAt(day, clock, zone);
  const least = before.precision === 'time' ? before.epochMilliseconds : Number.NEGATIVE_INFINITY;
  return moments.find(({ epochMilliseconds }) => epochMilliseconds >= least) ?? moments[0];
}
