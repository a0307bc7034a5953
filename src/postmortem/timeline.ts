import type { RootContent, Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
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

const HOUR_MINUTE = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?m\b\.?)?/i;
const DATED = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2}(?::\d{2}(?:\.\d{1,9})?)?)/i;
// What a person meant as a time: `4:OO PM` has letters for digits.
const INTENDED = /^\d{1,2}:\w{2}\b/;
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

function rows(content: readonly RootContent[]): { text: string; line: number }[] {
  return content.flatMap((node) => {
    const parts = node.type === 'list' ? node.children : node.type === 'table' ? node.children.slice(1) : [];
    return parts.map((part) => ({
      text: part.type === 'tableRow' ? tableRowText(part) : textOf(part).trim(),
      line: part.position?.start.line ?? 1,
    }));
  });
}

function tableRowText(row: Table['children'][number]): string {
  const cells = row.children.map((cell) => textOf(cell).trim());
  return cells.filter((cell) => cell !== '').join(' ');
}

type Found = { at: Instant; rest: string };

function readTime(
  text: string,
  started: Timestamp,
  previous: Instant | undefined,
  timezone: string | undefined,
): Found | 'unreadable' | undefined {
  const dated = DATED.exec(text);
  const clock = dated ? null : HOUR_MINUTE.exec(text);
  const head = (dated ?? clock)?.[0];
  if (head === undefined) return INTENDED.test(text) ? 'unreadable' : undefined;
  const zone = zoneAt(text.slice(head.length));
  if (zone && !zone.offset) return 'unreadable';
  const rest = text.slice(head.length + (zone?.length ?? 0)).replace(SEPARATOR, '');
  const own = zoneOf(started, timezone);
  const at = dated
    ? datedInstant(dated, zone?.offset ?? timezone ?? own, previous)
    : clock && clockInstant(clock, zone?.offset ?? own, previous ?? started);
  return at ? { at, rest } : 'unreadable';
}

function zoneOf(started: Timestamp, timezone: string | undefined): string {
  if (started.precision === 'day') return timezone ?? 'Z';
  return timezone && offsetAt(started, timezone) === offsetAt(started, started.offset) ? timezone : started.offset;
}

function datedInstant(
  [, day = '', hours = '', rest = '']: RegExpExecArray,
  zone: string,
  previous: Instant | undefined,
): Instant | undefined {
  return momentAfter(previous, day, `${hours.padStart(2, '0')}:${rest}`, zone);
}

const HALF_A_DAY = 43_200_000;

function clockInstant(
  [, hours = '', minutes = '', seconds = '00', half]: RegExpExecArray,
  zone: string,
  anchor: Timestamp,
): Instant | undefined {
  if (half && (Number(hours) < 1 || Number(hours) > 12)) return undefined;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  const clock = `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`;
  const day = dayAt(anchor, zone);
  if (anchor.precision === 'day') return momentAfter(undefined, day, clock, zone);
  const [sameDay] = momentsAt(day, clock, offsetAt(anchor, zone));
  // More than half a day back reads as the next day: a small step back is a slip in the order, not a midnight.
  const isNextDay = sameDay && sameDay.epochMilliseconds < anchor.epochMilliseconds - HALF_A_DAY;
  return momentAfter(anchor, isNextDay ? dayAfter(day) : day, clock, zone);
}

/** When a clock shows a time twice, because it was put back, the first that is not before the entry above. */
function momentAfter(previous: Instant | undefined, day: string, clock: string, zone: string): Instant | undefined {
  const moments = momentsAt(day, clock, zone);
  return (
    moments.find(({ epochMilliseconds }) => epochMilliseconds >= (previous?.epochMilliseconds ?? -Infinity)) ??
    moments[0]
  );
}
