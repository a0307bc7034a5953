import { type Instant, minutesBetween } from '../../postmortem/time/timestamp.ts';
import type { Label } from '../labels.ts';
import type { Fact } from '../note.ts';
import { resolveMoment, type TimeClues } from '../times/resolve.ts';
import { durationsOf } from './duration.ts';
import type { TimeEvidence } from './evidence.ts';
import type { TimeFacts } from './time-facts.ts';

// Shorter durations are between some two entries of any timeline.
const MIN_APART = 5;
const MIN_TO_DETECT = 15;
const MAX_COMPARED = 200;
/** How far the stated times may be from those of the entries, if none agrees to the minute. */
const TOLERANCE = 0.01;

type Entry = Fact<Instant>;
type Found = Partial<Record<'started' | 'detected' | 'resolved', Entry>>;

/**
 * Finds the start and the end as the two entries of the timeline that are as far apart as the document says that the incident lasted, if
 * there is only one such pair, and the detection as the entry that follows the start by the stated time to detect.
 */
export function fromEntriesApart(
  evidence: TimeEvidence,
  clues: TimeClues,
  { started, detected, resolved }: TimeFacts['times'],
  day: string | undefined,
): Found {
  // As the timeline of a postmortem is read.
  const zoned = started?.value.precision === 'time' ? { ...clues, timezone: started.value.offset } : clues;
  const entries = evidence.timeline.timed.slice(0, MAX_COMPARED).flatMap(({ moment, line }): Entry[] => {
    const { at } = resolveMoment(moment, zoned, moment.day ? undefined : day);
    return at?.precision === 'time' ? [{ value: at, line }] : [];
  });
  const stated = { lasted: exactMinutes(evidence, 'duration'), toDetect: exactMinutes(evidence, 'detectedAfter') };
  const isOpen = started?.value.precision !== 'time' && !resolved;
  const found = isOpen ? findStart(entries, stated) : {};
  const start = found.started?.value ?? started?.value;
  if (start?.precision !== 'time') return {};
  const followUp = (minutes: number | undefined) =>
    minutes === undefined ? undefined : after(entries, start, minutes)[0];
  const detection = detected ? undefined : (found.detected ?? followUp(stated.toDetect));
  const end = resolved ? undefined : (found.resolved ?? followUp(stated.lasted));
  return { ...found, ...(detection && { detected: detection }), ...(end && { resolved: end }) };
}

/** What a document says about how long the incident lasted and took to detect, in minutes. */
interface Stated {
  lasted: number | undefined;
  toDetect: number | undefined;
}

/** Returns the only duration with a label, in minutes, unless it is approximate. */
function exactMinutes({ values }: TimeEvidence, label: Label): number | undefined {
  const labelled = values.filter((each) => each.label === label);
  if (labelled.length === 1 && /^0\s?[hms]/i.test(labelled[0]?.value ?? '')) return 0;
  const [duration, other] = labelled.flatMap(durationsOf);
  return duration && !other && !duration.isApproximate ? duration.minutes : undefined;
}

/** Finds the start, with the end and the detection, in one way after the other; a way that finds several finds nothing. */
function findStart(entries: readonly Entry[], { lasted, toDetect }: Stated): Found {
  if (lasted !== undefined && lasted >= MIN_APART) {
    const found =
      startLasting(entries, { lasted, toDetect }, 0) ?? startLasting(entries, { lasted, toDetect }, TOLERANCE);
    if (found) return found;
  }
  if (!toDetect) return {};
  const detected = starts(entries, (start) => after(entries, start, toDetect)[0]);
  // The time to recover may be counted from the detection.
  const recovered = detected.flatMap(([started, detection]): Found[] => {
    const [resolved] = lasted ? after(entries, started.value, toDetect + lasted) : [];
    return resolved ? [{ started, detected: detection, resolved }] : [];
  });
  if (recovered.length === 1) return recovered[0] ?? {};
  const [first] = entries;
  const only = detected.length === 1 && toDetect >= MIN_TO_DETECT ? detected[0] : undefined;
  const [started, detection] = only ?? detected.find(([start]) => start === first) ?? [];
  return started && detection ? { started, detected: detection } : {};
}

/** Finds the only start that is followed by an end and a detection after the stated times; the end only if it is clear. */
function startLasting(
  entries: readonly Entry[],
  { lasted, toDetect }: Stated & { lasted: number },
  tolerance: number,
): Found | undefined {
  const found = starts(entries, (start) => {
    const ends = after(entries, start, lasted, tolerance);
    const isDetected = toDetect === undefined || after(entries, start, toDetect, tolerance).length > 0;
    return isDetected && ends.length > 0 ? ends : undefined;
  });
  const [only, other] = found;
  if (!only || other) return undefined;
  const [started, ends] = only;
  const detections = tolerance && toDetect ? after(entries, started.value, toDetect, tolerance) : [];
  return {
    started,
    ...((ends.length === 1 || tolerance === 0) && { resolved: ends[0] }),
    ...(detections.length === 1 && { detected: detections[0] }),
  };
}

/** Returns the entries for which something is found, the first of those in the same minute. */
function starts<Other>(entries: readonly Entry[], find: (start: Instant) => Other | undefined): [Entry, Other][] {
  const found = new Map<number, [Entry, Other]>();
  for (const entry of entries) {
    const other = find(entry.value);
    const { epochMilliseconds } = entry.value;
    if (other !== undefined && !found.has(epochMilliseconds)) found.set(epochMilliseconds, [entry, other]);
  }
  return [...found.values()];
}

/** Returns the entries that are some minutes after a moment. */
function after(entries: readonly Entry[], from: Instant, minutes: number, tolerance = 0): Entry[] {
  return entries.filter(({ value }) => {
    const between = minutesBetween(from, value);
    return between !== undefined && Math.abs(between - minutes) <= minutes * tolerance;
  });
}
