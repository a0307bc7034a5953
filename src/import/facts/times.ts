import { localDate, minutesBetween, type Timestamp } from '../../postmortem/time/timestamp.ts';
import { excerpt, type Fact, type Note } from '../note.ts';
import type { TimeClues } from '../times/resolve.ts';
import { timeCandidates } from './candidates.ts';
import { dateNotRead, defaultDay } from './default-day.ts';
import { findDuration } from './duration.ts';
import { fromEntriesApart } from './entries-apart.ts';
import { type Candidate, TIME_FIELDS, type TimeEvidence, type TimeField } from './evidence.ts';
import { findMonth } from './month.ts';
import type { TimeFacts } from './time-facts.ts';
import { noteOnTime } from './time-notes.ts';

/** Finds when the incident started, was detected, mitigated and resolved, and how long it lasted. */
export function findTimes(evidence: TimeEvidence, clues: TimeClues): TimeFacts {
  const day = defaultDay(evidence, clues);
  const candidates = timeCandidates(evidence, clues, day?.value);
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
  const month = times.started || notes.some(({ field }) => field === 'started') ? undefined : findMonth(evidence);
  if (month) times.started = month;
  if (!times.started && !notes.some(({ field }) => field === 'started')) notes.push(dateNotRead(evidence, clues));
  followClock(times);
  const found = findDuration(evidence, times, notes);
  Object.assign(times, fromEntriesApart(evidence, clues, times, day?.value));
  return { times, notes, ...found };
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
