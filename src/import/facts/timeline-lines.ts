import type { RootContent } from 'mdast';
import type { Line } from '../../postmortem/body/timeline/line.ts';
import { linesOf } from '../../postmortem/body/timeline/lines.ts';
import { flatten, isDotted, type ParsedLine, parseLine } from '../../postmortem/body/timeline/parsed-line.ts';
import { distinctZones, statedZone, zoneOfEntries } from '../../postmortem/body/timeline/stated-zone.ts';
import type { WrittenDay } from '../../postmortem/time/written-day.ts';
import type { OwnZones, WrittenZone } from '../../postmortem/time/zones.ts';
import { zonesNamed } from '../../postmortem/time/zones.ts';
import type { TextLine } from '../text-lines.ts';
import type { WrittenMoment } from '../times/written-moments.ts';

/** A line of a timeline with a time, before the start of the incident is known. */
export interface TimedLine {
  moment: WrittenMoment;
  text: string;
  line: number;
}

/** What the timeline of a document says by itself. */
export interface TimelineLines {
  timed: TimedLine[];
  /** Lines that start like a time that does not exist. */
  unreadable: { text: string; line: number }[];
  /** The zone that it states for all of its times. */
  stated?: WrittenZone | undefined;
}

const UNKNOWN_START = { precision: 'day', date: '1900-01-01' } as const;
const ALL_TIMES =
  /\b(?:all|these) times\b|\btimes (?:are|in|given|shown)\b|\btime ?zone\b|\balle (?:uhr)?zeit(?:en|angaben)\b|\bzeitzone\b/i;

/** Reads the times of the timeline sections with this content, which includes their headings. */
export function timelineLines(
  content: readonly RootContent[],
  lines: readonly TextLine[],
  zones: OwnZones | undefined,
): TimelineLines {
  const written: Line[] = linesOf(content);
  const context = { started: UNKNOWN_START, zones, isDotted: isDotted(written) };
  const parsed = flatten(written.map((line) => parseLine(line, context)));
  const outside = lines.filter(({ text }) => ALL_TIMES.test(text)).map(({ text }) => zonesNamed(text, zones));
  const inTimeline = parsed.map((line) => statedZone(line, zones));
  const [stated, other] = distinctZones([
    ...inTimeline,
    ...outside.map((found) => (found.length === 1 ? found[0] : undefined)),
  ]);
  return {
    timed: timedLines(parsed),
    unreadable: parsed.flatMap(({ time, text, line }) => (time === 'unreadable' ? [{ text, line }] : [])),
    stated: other ? undefined : (stated ?? zoneOfEntries(parsed)),
  };
}

/** Clock times below a day have that day. Those below `Day 2` are left out, because the first day is not known yet. */
function timedLines(lines: readonly ParsedLine[]): TimedLine[] {
  let above: WrittenDay | 'later' | undefined;
  return lines.flatMap(({ time, line, text, form }, index): TimedLine[] => {
    if (form === 'section') above = undefined;
    if (typeof time !== 'object') return [];
    const { day, clock, zone, rest, dayNumber } = time;
    if (dayNumber !== undefined) above = dayNumber > 1 ? 'later' : undefined;
    else if (day) above = clock === undefined && (rest === '' || form === 'heading') ? day : undefined;
    if (!day && (clock === undefined || above === 'later')) return [];
    const own = day ?? (typeof above === 'object' ? above : undefined);
    const moment = { ...(own && { day: own }), ...(clock && { clocks: [clock] }), ...(zone && { zone }) };
    // Below a heading that is only a time, the next line says what happened.
    const next = lines[index + 1];
    const below = next?.time === undefined && next?.form === 'text' ? next.text : undefined;
    return [{ moment, text: rest || below || text, line }];
  });
}
