import type { Place } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { formatDuration } from '../time/duration.ts';
import { formatForComparison } from '../time/format.ts';
import { isBefore, minutesBetween } from '../time/timestamp.ts';
import { frontmatterAdvice } from './advice.ts';
import type { PartialFrontmatter } from './schema.ts';

/** A problem with a value of the frontmatter; `meant` is the likely value. */
export type FrontmatterFinding = Omit<Finding, 'place'> & {
  path: readonly PropertyKey[];
  part?: 'key';
  place?: Place;
  meant?: unknown;
};

type RejectedKeys = ReadonlySet<PropertyKey | undefined>;

// Milestones with a key such as `detectedAfter`.
const STATED = ['detected', 'acknowledged', 'mitigated'] as const;
const MILESTONES = [...STATED, 'resolved'] as const;
const ORDER = ['started', ...MILESTONES] as const;

/** Finds what contradicts other keys or is missing because of them. `rejectedKeys` have values that are reported already. */
export function consistencyFindings(frontmatter: PartialFrontmatter, rejectedKeys: RejectedKeys): FrontmatterFinding[] {
  const { kind = 'incident' } = frontmatter;
  return [
    ...chronologyFindings(frontmatter),
    ...elapsedFindings(frontmatter),
    ...elapsedOrderFindings(frontmatter),
    ...(kind === 'incident'
      ? [...impactFindings(frontmatter, rejectedKeys), ...durationFindings(frontmatter, rejectedKeys)]
      : nearMissFindings(frontmatter)),
  ];
}

function chronologyFindings(frontmatter: PartialFrontmatter): FrontmatterFinding[] {
  const given = ORDER.flatMap((key) => {
    const time = frontmatter[key];
    return time ? [{ key, time }] : [];
  });
  const [start, ...later] = given;
  if (!start) return [];
  return later.flatMap(({ key, time }, index): FrontmatterFinding[] => {
    const isBeforeStart = start.key === 'started' && isBefore(time, start.time);
    const previous = isBeforeStart ? start : given.slice(0, index + 1).find((other) => isBefore(time, other.time));
    if (!previous) return [];
    const message = `Unexpected \`${key}\` at ${formatForComparison(time, previous.time)}, expected it no earlier than \`${previous.key}\` at ${formatForComparison(previous.time, time)}`;
    const help = 'Correct one of the times or offsets.';
    return [{ path: [key], rule: 'chronology', severity: isBeforeStart ? 'error' : 'warning', message, help }];
  });
}

/** Returns the minutes from `started` to `resolved`; `undefined` when one has no clock time. */
export function measuredMinutes({ started, resolved }: PartialFrontmatter): number | undefined {
  return started && resolved && minutesBetween(started, resolved);
}

function durationFindings(frontmatter: PartialFrontmatter, rejectedKeys: RejectedKeys): FrontmatterFinding[] {
  const { duration } = frontmatter;
  const measured = measuredMinutes(frontmatter);
  if (measured === undefined) {
    if (duration !== undefined || ['started', 'resolved', 'duration'].some((key) => rejectedKeys.has(key))) return [];
    const message = 'Missing key `duration`, required unless `started` and `resolved` both have a clock time';
    const help = 'Add `duration: unknown`, or the duration, such as `duration: 1h 35m`.';
    return [{ path: ['duration'], rule: 'missing-key', message, help, meant: 'unknown' }];
  }
  if (measured < 0 || typeof duration !== 'number' || duration === measured || rejectedKeys.has('duration')) return [];
  const expected = formatDuration(measured);
  const message = `Unexpected duration \`${formatDuration(duration)}\`, expected \`${expected}\` from \`started\` to \`resolved\``;
  const help = `Write \`duration: ${expected}\`, leave it out, or correct a time.`;
  return [{ path: ['duration'], rule: 'duration-mismatch', message, help, meant: expected }];
}

/** Finds a stated time from the start to a milestone that contradicts the times themselves. */
function elapsedFindings(frontmatter: PartialFrontmatter): FrontmatterFinding[] {
  const { started } = frontmatter;
  return STATED.flatMap((milestone): FrontmatterFinding[] => {
    const key = `${milestone}After` as const;
    const [at, stated] = [frontmatter[milestone], frontmatter[key]];
    const measured = started && at && minutesBetween(started, at);
    if (stated === undefined || measured === undefined || measured < 0 || stated === measured) return [];
    const expected = formatDuration(measured);
    const message = `Unexpected \`${key}\` of \`${formatDuration(stated)}\`, expected \`${expected}\` from \`started\` to \`${milestone}\``;
    const help = `Write \`${expected}\`, leave it out, or correct a time.`;
    return [{ path: [key], rule: 'duration-mismatch', message, help, meant: expected }];
  });
}

/** Finds stated times from the start that are not in the order of their milestones. */
function elapsedOrderFindings(frontmatter: PartialFrontmatter): FrontmatterFinding[] {
  const { started } = frontmatter;
  const known = MILESTONES.flatMap((milestone) => {
    const at = frontmatter[milestone];
    const measured = started && at && minutesBetween(started, at);
    if (measured !== undefined) return [{ key: milestone, minutes: measured, isMeasured: true }];
    const key = milestone === 'resolved' ? 'duration' : (`${milestone}After` as const);
    const stated = frontmatter[key];
    return typeof stated === 'number' ? [{ key, minutes: stated, isMeasured: false }] : [];
  });
  return known.flatMap(({ key, minutes, isMeasured }, index): FrontmatterFinding[] => {
    // Times that are both known are compared as such.
    const previous = known.slice(0, index).find((each) => each.minutes > minutes && !(each.isMeasured && isMeasured));
    if (!previous) return [];
    const [time, previousTime] = [Math.max(minutes, 0), previous.minutes].map(formatDuration);
    const message = `Unexpected \`${key}\` ${time} after the start, expected it no earlier than \`${previous.key}\` after ${previousTime}`;
    return [{ path: [key], rule: 'chronology', severity: 'warning', message, help: 'Correct one of them.' }];
  });
}

function impactFindings({ impact }: PartialFrontmatter, rejectedKeys: RejectedKeys): FrontmatterFinding[] {
  if (impact !== undefined || rejectedKeys.has('impact')) return [];
  const { missing: help = '' } = frontmatterAdvice(['impact']) ?? {};
  return [{ path: ['impact'], rule: 'missing-key', message: 'Missing key `impact`', help, meant: 'unknown' }];
}

function nearMissFindings({ duration, impact }: PartialFrontmatter): FrontmatterFinding[] {
  const isNone = !impact || impact === 'unknown' || (!impact.percent && impact.amounts.length === 0);
  const keys = [...(typeof duration === 'number' ? ['duration'] : []), ...(isNone ? [] : ['impact'])];
  return keys.map((key) => ({
    path: [key],
    part: 'key',
    rule: 'invalid-value',
    message: `Unexpected \`${key}\` of a near miss, which has neither a duration nor an impact`,
    help: `Remove \`${key}\`, or write \`kind: incident\`.`,
  }));
}
