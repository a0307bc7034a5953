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
    timeline.timed.flatMap(({ moment, line }) => (moment.day ? [{ day: moment.day, line }] : [])),
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
  const [unread] = [...places.filter(({ label }) => label !== 'duration'), ...timeline.unreadable, ...timeline.timed];
  if (!unread) return { line: 1, field: 'started', message: 'no date of the incident was found', option };
  return { line: unread.line, field: 'started', message: `${excerpt(unread.text)}: no date that can be read`, option };
}
