import { clockAt } from '../../postmortem/body/timeline/clock.ts';
import { formatDuration } from '../../postmortem/time/duration.ts';
import { localDate, minutesBetween, type Timestamp } from '../../postmortem/time/timestamp.ts';
import { dayAt, type WrittenDay } from '../../postmortem/time/written-day.ts';
import type { Label, LabelledValue } from '../labels.ts';
import { excerpt, type Fact, type Note } from '../note.ts';
import { durationsIn, type WrittenDuration } from '../times/durations.ts';
import { type ResolvedMoment, resolveMoment, resolveWrittenDay, type TimeClues } from '../times/resolve.ts';
import { writtenMoments } from '../times/written-moments.ts';
import { noteOnTime } from './time-notes.ts';
import type { TimelineLines } from './timeline-lines.ts';

/** The times of the frontmatter. */
export const TIME_FIELDS = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const;
export type TimeField = (typeof TIME_FIELDS)[number];

/** A text that may say when the incident was, such as the title, with what it is. */
export interface DatedText {
  text: string;
  line: number;
}

/** The places that facts about time are read from. */
export interface TimeEvidence {
  values: readonly LabelledValue[];
  timeline: TimelineLines;
  /** The title, the headings and the name of the file. */
  titles: readonly DatedText[];
  /** Sentences about the course of the incident. */
  prose: readonly DatedText[];
}

export interface TimeFacts {
  times: Partial<Record<TimeField, Fact<Timestamp>>>;
  duration?: Fact<number>;
  /** A duration that contradicts the times. */
  isContradictory?: true;
  notes: Note[];
}

interface Candidate extends ResolvedMoment {
  field: TimeField;
  text: string;
  line: number;
}

const RANGE_LABELS: ReadonlySet<Label> = new Set(['date', 'started', 'duration']);
const SPAN =
  /\b(?:outage|incident|issue|disruption|downtime|degradation|impact|problem)\b.{0,80}\b(?:from|between|started|began|starting|spanned|lasted)\b/i;
const LASTED = /\b(?:lasted|lasting|for a total of|total duration|duration (?:of|was))\b/i;
const BEGINS =
  /\b(?:problem|incident|outage|issue|impact|disruption)s?\s+(?:has |had )?(?:started|starts|began|begins|begin)\b|^(?:(?:start|started|began|beginning)[\s.:]*$|start of (?:the )?(?:incident|outage|impact)\b)/i;

/** Finds when the incident started, was detected, mitigated and resolved, and how long it lasted. */
export function findTimes(evidence: TimeEvidence, clues: TimeClues): TimeFacts {
  const day = defaultDay(evidence, clues);
  const candidates = [
    ...labelledTimes(evidence.values, clues, day?.value),
    ...spans(evidence.prose, clues, day?.value),
  ];
  const began = evidence.timeline.timed.filter(({ text }) => BEGINS.test(text));
  if (began.length === 1 && began[0]) {
    const { moment, text, line } = began[0];
    candidates.push({ field: 'started', text, line, ...resolveMoment(moment, clues, day?.value) });
  }
  const notes: Note[] = [];
  const times: TimeFacts['times'] = {};
  for (const field of TIME_FIELDS) {
    const found = choose(
      candidates.filter((candidate) => candidate.field === field),
      field,
      notes,
    );
    if (found) times[field] = found;
  }
  if (!times.started && day && !candidates.some(({ field, at }) => field === 'started' && at)) {
    times.started = { value: { precision: 'day', date: day.value }, line: day.line };
  }
  if (!times.started && !notes.some(({ field }) => field === 'started')) notes.push(dateNotRead(evidence, clues));
  followClock(times);
  const found = findDuration(evidence, times, notes);
  if (found.duration && times.started?.value.precision !== 'time' && !times.resolved) {
    Object.assign(times, entriesApart(evidence, clues, found.duration.value, day?.value));
  }
  return { times, notes, ...found };
}

/** Returns the day that clock times without a date are on: the first that is written in a place that says when it was. */
function defaultDay(
  { values, timeline, titles, prose }: TimeEvidence,
  { dayOrder, order, zones }: TimeClues,
): Fact<string> | undefined {
  const daysIn = ({ text, line }: DatedText) =>
    writtenMoments(text, order, zones).flatMap(({ day }) => (day ? [{ day, line }] : []));
  const labelled = (label: Label) =>
    values.filter((each) => each.label === label).flatMap(({ value, line }) => daysIn({ text: value, line }));
  const fromProse = prose.flatMap(daysIn);
  const places: { day: WrittenDay; line: number }[][] = [
    labelled('started'),
    labelled('date'),
    labelled('duration'),
    titles.flatMap(daysIn),
    timeline.timed.flatMap(({ moment, line }) => (moment.day ? [{ day: moment.day, line }] : [])),
    labelled('detected'),
    labelled('resolved'),
    fromProse,
  ];
  for (const place of places) {
    for (const { day, line } of place) {
      const resolved = resolveWrittenDay(day, dayOrder);
      if (typeof resolved === 'string') return { value: resolved, line };
    }
  }
  return undefined;
}

function labelledTimes(values: readonly LabelledValue[], clues: TimeClues, day: string | undefined): Candidate[] {
  return values.flatMap(({ label, value, remark, line, text }): Candidate[] => {
    const isTime = (TIME_FIELDS as readonly string[]).includes(label);
    if ((!isTime && !RANGE_LABELS.has(label)) || (label !== 'duration' && !startsWithMoment(value))) return [];
    const written = writtenMoments(remark ? `${value} (${remark.toUpperCase()})` : value, clues.order, clues.zones);
    const [first, second] = written.map((moment) => resolveMoment(moment, clues, day));
    if (label === 'duration') {
      if (!first || !second) return [];
      return [
        { field: 'started', text, line, ...first },
        { field: 'resolved', text, line, ...second },
      ];
    }
    if (!first) return [];
    if (label === 'date') {
      if (first.at?.precision === 'day' && !first.problem && !second) return [];
      const range: Candidate[] = [{ field: 'started', text, line, ...first }];
      return second ? [...range, { field: 'resolved', text, line, ...second }] : range;
    }
    const field = label as TimeField;
    const end: Candidate[] = field === 'started' && second ? [{ field: 'resolved', text, line, ...second }] : [];
    return [{ field, text, line, ...first }, ...end];
  });
}

/** Whether a value is a time and not a sentence that contains one. */
function startsWithMoment(value: string): boolean {
  const text = value
    .replace(/^(?:(?:on|at|around|about|approx(?:imately)?\.?|circa|ca\.|from|~|≈|[[(])\s*)+/i, '')
    .slice(0, 80);
  const day = dayAt(text);
  return (
    (day !== undefined && day.readings.length > 0) ||
    clockAt(text, false) !== undefined ||
    /^\d{1,4}[-/.:]\d/.test(text)
  );
}

/** Returns the start and the end that a sentence gives: `The outage lasted from 10:00 to 12:00 UTC on April 1, 2024`. */
function spans(prose: readonly DatedText[], clues: TimeClues, day: string | undefined): Candidate[] {
  for (const { text, line } of prose) {
    if (!SPAN.test(text)) continue;
    const [first, second, third] = writtenMoments(text, clues.order, clues.zones).filter(({ clocks }) => clocks);
    if (!first || !second || third) continue;
    const [start, end] = [resolveMoment(first, clues, day), resolveMoment(second, clues, day)];
    if (start.problem || end.problem) continue;
    return [
      { field: 'started', text, line, ...start },
      { field: 'resolved', text, line, ...end },
    ];
  }
  return [];
}

/** Chooses the first candidate. Notes what is not clear about it, and a later one that says another moment. */
function choose(candidates: readonly Candidate[], field: TimeField, notes: Note[]): Fact<Timestamp> | undefined {
  const [first, ...others] = candidates.filter(({ at }) => at?.precision === 'time');
  if (!first?.at) {
    const [unclear] = candidates;
    if (unclear?.problem) notes.push(noteOnTime(field, unclear.problem, unclear));
    const day = candidates.find(({ at }) => at);
    return day?.at && { value: day.at, line: day.line };
  }
  const other = others.find(({ at }) => at && minutesBetween(first.at as Timestamp, at) !== 0);
  if (!other) return { value: first.at, line: first.line };
  notes.push({
    line: other.line,
    field,
    message: `two times for \`${field}\`: ${excerpt(first.text)} in line ${first.line}, ${excerpt(other.text)}`,
    option: `write the right one as \`${field}\``,
  });
  const [day, otherDay] = [localDate(first.at), localDate(other.at as Timestamp)];
  return field === 'started' && day === otherDay
    ? { value: { precision: 'day', date: day }, line: first.line }
    : undefined;
}

/** Moves an end without a date that would be before the start to the next day: `23:30 - 00:15`. */
function followClock({ started, resolved }: TimeFacts['times']): void {
  if (started?.value.precision !== 'time' || resolved?.value.precision !== 'time') return;
  const minutes = minutesBetween(started.value, resolved.value) ?? 0;
  if (minutes < 0 && minutes > -1440 && localDate(started.value) === localDate(resolved.value)) {
    resolved.value = { ...resolved.value, epochMilliseconds: resolved.value.epochMilliseconds + 86_400_000 };
  }
}

/** Notes the first date that could not be read, or that there is none. */
function dateNotRead({ values, titles, timeline }: TimeEvidence, clues: TimeClues): Note {
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

function findDuration(
  { values, prose }: TimeEvidence,
  times: TimeFacts['times'],
  notes: Note[],
): Pick<TimeFacts, 'duration' | 'isContradictory'> {
  const { started, resolved } = times;
  const measured = started && resolved && minutesBetween(started.value, resolved.value);
  const written = [
    ...values.flatMap((each) => (each.label === 'duration' ? [{ ...each, found: durationsOf(each) }] : [])),
    ...prose.flatMap((each) => (LASTED.test(each.text) ? [{ ...each, found: durationsIn(each.text) }] : [])),
  ].filter(({ found }) => found.length > 0);
  const [said] = written;
  const [duration, second] = said?.found ?? [];
  if (!said || !duration) {
    return measured === undefined || measured < 0 || !resolved
      ? {}
      : { duration: { value: measured, line: resolved.line } };
  }
  if (measured === undefined || measured < 0) {
    if (!second) return { duration: { value: duration.minutes, line: said.line } };
    notes.push({
      line: said.line,
      field: 'duration',
      message: `several durations: ${excerpt(said.text)}`,
      option: 'write the right one as `duration`',
    });
    return {};
  }
  if (said.found.some((each) => agrees(each, measured))) return { duration: { value: measured, line: said.line } };
  notes.push({
    line: said.line,
    field: 'duration',
    message: `${excerpt(said.text)} is ${formatDuration(duration.minutes)}, but the times are ${formatDuration(measured)} apart`,
    option: 'correct `started`, `resolved` or `duration`',
  });
  return { isContradictory: true };
}

/**
 * Returns the two entries of the timeline that are as far apart as the document says that the incident lasted, if there is only one
 * such pair. A stated time to detect must lead from the first of them to another entry.
 */
function entriesApart(
  { values, timeline }: TimeEvidence,
  clues: TimeClues,
  minutes: number,
  day: string | undefined,
): Pick<TimeFacts['times'], 'started' | 'resolved'> {
  if (minutes < MIN_APART) return {};
  const entries = timeline.timed.slice(0, MAX_COMPARED).flatMap(({ moment, line }) => {
    const { at } = resolveMoment(moment, clues, moment.day ? undefined : day);
    return at?.precision === 'time' ? [{ value: at, line }] : [];
  });
  const apart = (from: Timestamp, length: number) =>
    entries.filter(({ value }) => minutesBetween(from, value) === length);
  const [toDetect] = values.flatMap((each) => (each.label === 'detectedAfter' ? durationsOf(each) : []));
  const pairs = entries.flatMap((started) => {
    if (toDetect && apart(started.value, toDetect.minutes).length === 0) return [];
    return apart(started.value, minutes).map((resolved) => ({ started, resolved }));
  });
  const [pair, ...others] = pairs;
  return pair && others.length === 0 ? pair : {};
}

/** Returns the durations of a labelled value. The label may have the unit: `Duration in minutes: 95`, `duration_minutes: 95`. */
function durationsOf({ name, value, remark = '' }: LabelledValue): WrittenDuration[] {
  const number = /^\d+(?:\.\d+)?$/.exec(value.trim())?.[0];
  const unit = /\b(min|hour|hr)/i.exec(`${name} ${remark}`)?.[1]?.toLowerCase();
  if (number === undefined || unit === undefined) return durationsIn(value);
  return [{ minutes: Math.round(Number(number) * (unit === 'min' ? 1 : 60)), isApproximate: false }];
}

// Shorter durations are between some two entries of any timeline.
const MIN_APART = 5;
const MAX_COMPARED = 200;
const TOLERANCE = 0.25;

function agrees({ minutes, isApproximate }: WrittenDuration, measured: number): boolean {
  const difference = Math.abs(minutes - measured);
  return difference <= 1 || (isApproximate && difference <= Math.max(10, measured * TOLERANCE));
}
