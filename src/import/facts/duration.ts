import { formatDuration } from '../../postmortem/time/duration.ts';
import { minutesBetween } from '../../postmortem/time/timestamp.ts';
import type { LabelledValue } from '../labels.ts';
import { excerpt, type Note } from '../note.ts';
import { durationsIn, type WrittenDuration } from '../times/durations.ts';
import type { TimeEvidence } from './evidence.ts';
import type { TimeFacts } from './time-facts.ts';

const LASTED = /\b(?:lasted|lasting|for a total of|total duration|duration (?:of|was))\b/i;
const TOLERANCE = 0.25;

/** Finds how long the incident lasted. Notes a duration that contradicts the times. */
export function findDuration(
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

/** Returns the durations of a labelled value. The label may have the unit: `Duration in minutes: 95`, `duration_minutes: 95`. */
export function durationsOf({ name, value, remark = '' }: LabelledValue): WrittenDuration[] {
  const number = /^\d+(?:\.\d+)?$/.exec(value.trim())?.[0];
  const unit = /\b(min|hour|hr)/i.exec(`${name} ${remark}`)?.[1]?.toLowerCase();
  if (number === undefined || unit === undefined) return durationsIn(value);
  return [{ minutes: Math.round(Number(number) * (unit === 'min' ? 1 : 60)), isApproximate: false }];
}

function agrees({ minutes, isApproximate }: WrittenDuration, measured: number): boolean {
  const difference = Math.abs(minutes - measured);
  return difference <= 1 || (isApproximate && difference <= Math.max(10, measured * TOLERANCE));
}
