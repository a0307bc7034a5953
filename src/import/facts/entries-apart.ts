import { minutesBetween, type Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Label } from '../labels.ts';
import type { Fact } from '../note.ts';
import { resolveMoment, type TimeClues } from '../times/resolve.ts';
import { durationsOf } from './duration.ts';
import type { TimeEvidence } from './evidence.ts';
import type { TimeFacts } from './time-facts.ts';

// Shorter durations are between some two entries of any timeline.
const MIN_APART = 5;
const MAX_COMPARED = 200;

/**
 * Finds the start and the end as the two entries of the timeline that are as far apart as the document says that the incident lasted, if
 * there is only one such pair, and the detection as the entry that follows the start by the stated time to detect.
 */
export function fromEntriesApart(
  evidence: TimeEvidence,
  clues: TimeClues,
  { started, detected, resolved }: TimeFacts['times'],
  day: string | undefined,
): Pick<TimeFacts['times'], 'started' | 'detected' | 'resolved'> {
  const entries = evidence.timeline.timed.slice(0, MAX_COMPARED).flatMap(({ moment, line }): Fact<Timestamp>[] => {
    const { at } = resolveMoment(moment, clues, moment.day ? undefined : day);
    return at?.precision === 'time' ? [{ value: at, line }] : [];
  });
  const [lasted, toDetect] = [exactMinutes(evidence, 'duration'), exactMinutes(evidence, 'detectedAfter')];
  const isOpen = started?.value.precision !== 'time' && !resolved;
  const pair = isOpen && lasted !== undefined && lasted >= MIN_APART ? pairApart(entries, lasted, toDetect) : undefined;
  const start = pair?.started ?? started;
  const found = toDetect && !detected && start ? after(entries, start.value, toDetect)[0] : undefined;
  return { ...pair, ...(found && { detected: found }) };
}

/** Returns the only duration with a label, in minutes, unless it is approximate. */
function exactMinutes({ values }: TimeEvidence, label: Label): number | undefined {
  const [duration, other] = values.flatMap((each) => (each.label === label ? durationsOf(each) : []));
  return duration && !other && !duration.isApproximate ? duration.minutes : undefined;
}

function pairApart(entries: readonly Fact<Timestamp>[], minutes: number, toDetect: number | undefined) {
  const pairs = new Map<number | undefined, { started: Fact<Timestamp>; resolved: Fact<Timestamp> }>();
  for (const started of entries) {
    const [resolved] = after(entries, started.value, minutes);
    if (!resolved || (toDetect !== undefined && after(entries, started.value, toDetect).length === 0)) continue;
    const { value } = started;
    const key = value.precision === 'time' ? value.epochMilliseconds : undefined;
    // Of several entries in the same minute, the first.
    if (!pairs.has(key)) pairs.set(key, { started, resolved });
  }
  const [pair, other] = pairs.values();
  return other ? undefined : pair;
}

/** Returns the entries that are some minutes after a moment. */
function after(entries: readonly Fact<Timestamp>[], from: Timestamp, minutes: number): Fact<Timestamp>[] {
  return entries.filter(({ value }) => minutesBetween(from, value) === minutes);
}
