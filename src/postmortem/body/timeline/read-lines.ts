import { daysAfter, isDay } from '../../time/days.ts';
import { type Instant, localDate, type Timestamp } from '../../time/timestamp.ts';
import type { OwnZones } from '../../time/zones.ts';
import { saysNothing } from '../nothing.ts';
import { dayOrderOf } from './day-order.ts';
import type { EntryTime, ReadingContext } from './entry-time.ts';
import type { Line } from './line.ts';
import { type Clues, dayOfClock, momentOf, resolveDay, resolveZone, type Skipped } from './moments.ts';
import { flatten, hasClocks, isDayAlone, isDotted, type ParsedLine, parseLine } from './parsed-line.ts';
import { distinctZones, statedZone, zoneOfEntries } from './stated-zone.ts';
import { MILESTONES, type Milestone, type Timeline, type TimelineEntry } from './timeline.ts';
import { type Reason, unreadCollector } from './unread.ts';

/** What decides how a timeline is read. */
export interface ReadingSettings {
  started: Timestamp;
  /** The IANA zone of the archive. */
  timezone?: string | undefined;
  /** Zones by abbreviation, from archive.yml. */
  zones?: OwnZones | undefined;
}

/** Reads the lines of a timeline as entries; see `parseTimeline`. */
export function readLines(lines: readonly Line[], { started, timezone, zones }: ReadingSettings): Timeline {
  const context: ReadingContext = { started, zones, isDotted: isDotted(lines) };
  const parsed = lines.map((line) => parseLine(line, context));
  const all = flatten(parsed);
  const written = all.flatMap(({ time }) => (typeof time === 'object' && time.day ? [time.day] : []));
  const zonesStated = all.map((line) => statedZone(line, zones));
  const [onlyZone, otherZone] = distinctZones(zonesStated);
  const clues: Clues = {
    started,
    timezone,
    order: dayOrderOf(written, started),
    stated: otherZone ? undefined : (onlyZone ?? zoneOfEntries(all)),
  };
  return readParsed(parsed, clues, zones);
}

function readParsed(lines: readonly ParsedLine[], clues: Clues, zones: ReadingSettings['zones']): Timeline {
  const { started } = clues;
  const unread = unreadCollector();
  const timeline: Timeline = { entries: [], unreadable: [], unread: [] };
  let previous: Instant | undefined;
  /** The day of a line of its own, until the first entry below it. */
  let dayAbove: string | undefined;
  /** The entry that the following lines belong to. */
  let open: { entry: TimelineEntry; form: Line['form']; line: number } | undefined;
  let prose: ParsedLine | undefined;
  /** Entries whose day follows from the start only; `undefined` below the first day. */
  let bare: { line: ParsedLine; entry: TimelineEntry }[] | undefined = [];

  const add = (line: ParsedLine, entry: TimelineEntry) => {
    unread.understood();
    timeline.entries.push(entry);
    if (!entry.isDay || !previous || entry.at.epochMilliseconds > previous.epochMilliseconds) previous = entry.at;
    dayAbove = undefined;
    open = { entry, form: line.form, line: line.line };
    if (typeof line.time === 'object' && line.time.day) bare = undefined;
    else bare?.push({ line, entry });
  };
  /** Starts a day. Entries above it without a day of their own must be earlier, or else their day is not known. */
  const startDay = (day: string) => {
    open = undefined;
    dayAbove = day;
    if (bare?.some(({ entry }) => localDate(entry.at) >= day)) {
      for (const { line } of bare) unread.add(line, { kind: 'no-day' }, true);
      timeline.entries = timeline.entries.filter((entry) => !bare?.some((each) => each.entry === entry));
      previous = timeline.entries.at(-1)?.at;
    }
    bare = undefined;
  };
  const fail = (line: ParsedLine, reason: Reason | Skipped | undefined) => {
    open = undefined;
    if (reason && 'kind' in reason) unread.add({ text: line.text, line: line.line }, reason);
    else {
      unread.understood();
      timeline.unreadable.push({ text: line.text, line: line.line, ...(reason && { skipped: reason }) });
    }
  };
  const endSection = () => {
    if (prose && unread.isEmpty()) unread.add({ text: prose.text, line: prose.line }, { kind: 'no-time' });
    prose = undefined;
    open = undefined;
    dayAbove = undefined;
    unread.start();
  };

  const read = (line: ParsedLine, next: readonly ParsedLine[]): void => {
    const { time, form } = line;
    const zone = statedZone(line, zones);
    if (zone) clues = { ...clues, stated: zone };
    if (form === 'section') endSection();
    else if (time === undefined || form === 'details' || (form === 'header' && !isDayAlone(time))) {
      if (!zone) readOther(line);
    } else if (time === 'unreadable') fail(line, undefined);
    else if (time.dayNumber !== undefined) readDayNumber(line, time.dayNumber, next);
    else if (isDayOfOthers(line, time, next)) readDay(line, time);
    else readEntry(line, time);
  };
  const readDay = (line: ParsedLine, time: EntryTime): void => {
    const before = previous ?? started;
    const isUnknown = time.day?.readings.length === 0 && before.precision === 'month';
    const day = isUnknown ? undefined : time.day && resolveDay(time.day, localDate(before), clues);
    if (typeof day === 'string') {
      startDay(day);
      readAll(line.nested);
    } else fail(line, isUnknown ? { kind: 'no-day' } : day && { kind: 'date', ...day });
  };
  const readDayNumber = (line: ParsedLine, number: number, next: readonly ParsedLine[]): void => {
    if (hasClocks(line, next)) {
      startDay(daysAfter(localDate(started), number - 1));
      readAll(line.nested);
    } else readOther({ ...line, time: undefined });
  };
  const readEntry = (line: ParsedLine, time: EntryTime): void => {
    const moment = resolve(time, previous ?? started, dayAbove, clues);
    if (moment && 'at' in moment) {
      const { text, milestone } = describe(time.rest || textOf(line.nested));
      add(line, { ...moment, text, ...(milestone && { milestone }), line: line.line });
    } else fail(line, moment);
  };

  /** Reads a line without a time: details of the entry above it, a label, or something that is not understood. */
  const readOther = (line: ParsedLine): void => {
    const { form, text, nested } = line;
    const isContinuation = form === 'text' && open?.form === 'text' && line.line === open.line + 1;
    if (form === 'heading') open = undefined;
    else if (form === 'code') prose ??= line;
    else if (form === 'header' || text === '') readAll(nested);
    else if (open && (open.entry.text === '' || isContinuation)) {
      Object.assign(open.entry, describe(`${open.entry.text} ${text}`.trim()));
      open.line = line.line;
    } else if (form === 'text' || form === 'details') {
      if (!saysNothing(text)) prose ??= line;
    } else if (flatten(nested).some(({ time }) => typeof time === 'object')) readAll(nested);
    // Below an entry in a paragraph or heading, a list has its details.
    else if (form !== 'item' || (open?.form !== 'text' && open?.form !== 'heading')) {
      const entry = open;
      fail(line, { kind: 'no-time' });
      open = entry && { ...entry, form: 'item' };
    }
  };
  const readAll = (several: readonly ParsedLine[]): void => {
    for (const [index, line] of several.entries()) read(line, several.slice(index + 1, index + 20));
  };
  readAll(lines);
  endSection();
  return { ...timeline, unread: unread.result() };
}

/** Whether a line is the day of the entries below it. */
function isDayOfOthers(
  line: ParsedLine,
  { clock, elapsedMinutes, rest }: EntryTime,
  next: readonly ParsedLine[],
): boolean {
  if (clock !== undefined || elapsedMinutes !== undefined) return false;
  return rest === '' || ((line.form === 'heading' || line.form === 'item') && hasClocks(line, next));
}

/** Returns the moment of an entry, or the reason why there is none; `undefined` when the day does not exist. */
function resolve(
  time: EntryTime,
  before: Timestamp,
  dayAbove: string | undefined,
  clues: Clues,
): { at: Instant; isDay?: true } | Reason | Skipped | undefined {
  const { started } = clues;
  if (time.elapsedMinutes !== undefined) {
    if (started.precision !== 'time') return { kind: 'no-start' };
    return { at: { ...started, epochMilliseconds: started.epochMilliseconds + time.elapsedMinutes * 60_000 } };
  }
  // Neither a clock time nor a weekday says the day if only the month of the start is known.
  const isRelative = time.day ? time.day.readings.length === 0 : dayAbove === undefined;
  if (isRelative && before.precision === 'month') return { kind: 'no-day' };
  const written = time.day ? resolveDay(time.day, localDate(before), clues) : dayAbove;
  if (written !== undefined && typeof written !== 'string') return { kind: 'date', ...written };
  if (time.day && (written === undefined || !isDay(written))) return undefined;
  const clock = time.clock ?? '00:00:00';
  const zone = resolveZone(time.zone, written ?? localDate(before), clock, clues);
  if (typeof zone !== 'string') return { kind: 'zone', ...zone };
  const at = momentOf(written ?? dayOfClock(clock, zone, before), clock, zone, before);
  if (!at || !('precision' in at)) return at;
  if (time.clock !== undefined) return { at };
  const isSameDay =
    before.precision === 'time' && localDate(before) === written && before.epochMilliseconds > at.epochMilliseconds;
  return { at: isSameDay ? before : at, isDay: true };
}

const MILESTONE_WORDS = new Map<string, Milestone>([
  ...MILESTONES.map((milestone) => [milestone, milestone] as const),
  ['erkannt', 'detected'],
  ['angenommen', 'acknowledged'],
  ['eskaliert', 'escalated'],
  ['eingedämmt', 'mitigated'],
  ['behoben', 'resolved'],
]);
const MILESTONE = new RegExp(`\\s*\\((${[...MILESTONE_WORDS.keys()].join('|')})\\)[.\\s]*$`, 'i');

/** Splits the text of an entry from the milestone at its end. */
function describe(text: string): { text: string; milestone?: Milestone } {
  const milestone = MILESTONE_WORDS.get(MILESTONE.exec(text)?.[1]?.toLowerCase() ?? '');
  return { text: text.replace(MILESTONE, '').trim(), ...(milestone && { milestone }) };
}

function textOf(nested: readonly ParsedLine[]): string {
  return nested.map(({ text }) => text).join('; ');
}
