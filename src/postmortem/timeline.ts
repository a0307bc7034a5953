import type { RootContent, Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { dayAt, type Instant, parseTimestamp, type Timestamp } from './time.ts';
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
const DATED = /^\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?/i;
// What a person meant as a time: `4:OO PM` has letters for digits.
const INTENDED = /^\d{1,2}:\w{2}\b/;
const SEPARATOR = /^\s*(?:[:–—|-]\s*)?/;
const MILESTONE = new RegExp(`\\s*\\((${MILESTONES.join('|')})\\)[.\\s]*$`, 'i');

/**
 * Reads the list items and table rows that begin with a time. A bare clock time takes its offset from `started` and its
 * day from the entry before it (`started` for the first), rolling over midnight; where `started` is a day only, clock
 * times are read in UTC. `timezone` (IANA) is for dated times without an offset.
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
  const [dated] = DATED.exec(text) ?? [];
  const clock = dated ? undefined : HOUR_MINUTE.exec(text);
  const head = dated ?? clock?.[0];
  if (head === undefined) return INTENDED.test(text) ? 'unreadable' : undefined;
  const zone = zoneAt(text.slice(head.length));
  if (zone && !zone.offset) return 'unreadable';
  const rest = text.slice(head.length + (zone?.length ?? 0)).replace(SEPARATOR, '');
  const offset = zone?.offset;
  const at = dated ? datedInstant(dated, offset, started, timezone) : clockInstant(clock, offset, started, previous);
  return at ? { at, rest } : 'unreadable';
}

function datedInstant(text: string, offset: string | undefined, started: Timestamp, timezone: string | undefined) {
  const own = offset ?? (timezone ? '' : offsetOf(started));
  // RFC 3339 asks for two digits, people write one.
  const padded = text.replace(/([T ])(\d):/, '$10$2:');
  return asInstant(parseTimestamp(padded + own, timezone));
}

const DAY = 86_400_000;

function clockInstant(
  match: RegExpExecArray | null | undefined,
  offset: string | undefined,
  started: Timestamp,
  previous: Instant | undefined,
): Instant | undefined {
  const [, hours = '', minutes = '', seconds = '00', half] = match ?? [];
  if (half && (Number(hours) < 1 || Number(hours) > 12)) return undefined;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  const own = offset ?? offsetOf(started);
  const anchor = previous ?? started;
  const clock = `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`;
  const at = asInstant(parseTimestamp(`${dayAt(anchor, own)}T${clock}${own}`));
  if (!at || anchor.precision === 'day') return at;
  // More than half a day back reads as the next day: a small step back is a slip in the order, not a midnight.
  return at.epochMilliseconds < anchor.epochMilliseconds - DAY / 2
    ? { ...at, epochMilliseconds: at.epochMilliseconds + DAY }
    : at;
}

function asInstant(timestamp: ReturnType<typeof parseTimestamp>): Instant | undefined {
  return typeof timestamp === 'object' && timestamp.precision === 'time' ? timestamp : undefined;
}

function offsetOf(timestamp: Timestamp): string {
  return timestamp.precision === 'time' ? timestamp.offset : 'Z';
}
