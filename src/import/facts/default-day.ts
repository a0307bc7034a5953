import { daysBetween } from '../../postmortem/time/days.ts';
import type { WrittenDay } from '../../postmortem/time/written-day.ts';
import type { Label } from '../labels.ts';
import { excerpt, type Fact, type Note } from '../note.ts';
import { resolveMoment, resolveWrittenDay, type TimeClues } from '../times/resolve.ts';
import { writtenMoments } from '../times/written-moments.ts';
import type { DatedText, TimeEvidence } from './evidence.ts';
import { noteOnTime } from './time-notes.ts';

/** Returns the day that clock times without a date are on: the first that is written in a place that says when it was. */
export function defaultDay(
  { values, timeline, titles, prose }: TimeEvidence,
  { dayOrder, order, zones }: TimeClues,
): Fact<string> | undefined {
  const daysIn = ({ text, line }: DatedText) =>
    writtenMoments(text, order, zones).flatMap(({ day }) => (day ? [{ day, line }] : []));
  const labelled = (label: Label) =>
    values.filter((each) => each.label === label).flatMap(({ value, line }) => daysIn({ text: value, line }));
  const inProse = prose.flatMap(daysIn);
  const distinct = new Set(inProse.map(({ day }) => String(resolveWrittenDay(day, dayOrder))));
  const places: { day: WrittenDay; line: number }[][] = [
    labelled('started'),
    labelled('date'),
    labelled('duration'),
    titles.flatMap(daysIn),
    earlierEvent(timeline, dayOrder) ? [] : datedEntries(timeline),
    labelled('detected'),
    labelled('resolved'),
    // Of several days in prose, any could be that of the incident.
    distinct.size === 1 ? inProse : [],
  ];
  for (const place of places) {
    for (const { day, line } of place) {
      const resolved = resolveWrittenDay(day, dayOrder);
      if (typeof resolved === 'string') return { value: resolved, line };
    }
  }
  return undefined;
}

function datedEntries({ timed }: TimeEvidence['timeline']): { day: WrittenDay; line: number; text: string }[] {
  return timed.flatMap(({ moment, line, text }) => (moment.day ? [{ day: moment.day, line, text }] : []));
}

const FAR_DAYS = 30;

/** Returns the first entry if all others are so much later that it may be about something before the incident. */
function earlierEvent(timeline: TimeEvidence['timeline'], dayOrder: TimeClues['dayOrder']) {
  const [first, ...others] = datedEntries(timeline);
  if (!first) return undefined;
  const day = resolveWrittenDay(first.day, dayOrder);
  const later = others.map((each) => resolveWrittenDay(each.day, dayOrder)).find((other) => other !== day);
  if (typeof day !== 'string' || typeof later !== 'string') return undefined;
  const days = daysBetween(day, later);
  return days > FAR_DAYS ? { ...first, days } : undefined;
}

/** Notes the first date that could not be read, or that there is none. */
export function dateNotRead({ values, titles, timeline }: TimeEvidence, clues: TimeClues): Note {
  const places = values.filter(({ label }) => label === 'started' || label === 'date' || label === 'duration');
  const written = [
    ...[...places, ...titles].flatMap(({ text, line }) =>
      writtenMoments(text, clues.order, clues.zones).map((moment) => ({ moment, text, line })),
    ),
    ...timeline.timed,
  ];
  for (const { moment, text, line } of written) {
    const { problem } = resolveMoment(moment, clues);
    if (problem && moment.day) return noteOnTime('started', problem, { text, line });
  }
  const option = 'write `Date: YYYY-MM-DD` in the document';
  const earlier = earlierEvent(timeline, clues.dayOrder);
  if (earlier) {
    const message = `${excerpt(earlier.text)}: ${earlier.days} days before the next entry, so it may not be the start`;
    return { line: earlier.line, field: 'started', message, option };
  }
  const [unread] = [...places.filter(({ label }) => label !== 'duration'), ...timeline.unreadable, ...timeline.timed];
  if (!unread) return { line: 1, field: 'started', message: 'no date of the incident was found', option };
  return { line: unread.line, field: 'started', message: `${excerpt(unread.text)}: no date that can be read`, option };
}
