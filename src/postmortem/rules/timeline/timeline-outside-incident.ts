import type { Finding } from '../../../diagnostics/rules.ts';
import { daysBetween } from '../../time/days.ts';
import { formatForComparison } from '../../time/format.ts';
import { type Instant, isBefore, localDate, type Timestamp } from '../../time/timestamp.ts';
import type { RuleContext } from '../context.ts';

// What led to an incident and what followed it belong to the timeline; days away, the date is usually wrong.
const MAX_DAYS = 2;
// From the middle of a month, to which days count.
const MAX_DAYS_OF_MONTH = 15 + MAX_DAYS;

/** Reports entries more than two days before `started` or after `resolved` (or, without `resolved`, `started` plus the duration). */
export function timelineOutsideIncident({ timeline, frontmatter, lineInFile }: RuleContext): Finding[] {
  const { started } = frontmatter;
  if (!started) return [];
  const end = endOf(started, frontmatter);
  return timeline.entries.flatMap(({ at: written, isDay, line }): Finding[] => {
    // A plain date in `resolved` is compared at the offset of `started`.
    const moment = started.precision === 'time' ? { ...written, offset: started.offset } : written;
    const at: Timestamp = isDay ? { precision: 'day', date: localDate(written) } : moment;
    const isEarly = isBefore(at, started);
    const bound = isEarly ? started : end && isBefore(endOfMinute(end), at) ? end : undefined;
    const most = bound?.precision === 'month' ? MAX_DAYS_OF_MONTH : MAX_DAYS;
    if (!bound || Math.abs(daysBetween(localDate(bound), localDate(at))) <= most) return [];
    const side = isEarly ? 'before the start' : 'after the end';
    const message = `Unexpected timeline entry at ${formatForComparison(at, bound)}, ${side} at ${formatForComparison(bound, at)}`;
    const help = 'Correct the time or date of the entry, or correct `started` or `resolved`.';
    return [{ rule: 'timeline-outside-incident', place: lineInFile(line), message, help }];
  });
}

function endOf(started: Timestamp, { resolved, duration }: RuleContext['frontmatter']): Timestamp | undefined {
  if (resolved) return resolved;
  if (started.precision !== 'time' || typeof duration !== 'number') return undefined;
  return { ...started, epochMilliseconds: started.epochMilliseconds + duration * 60_000 } satisfies Instant;
}

/** Returns the last moment of the minute, because the end is written to the minute, but entries may have seconds. */
function endOfMinute(end: Timestamp): Timestamp {
  return end.precision !== 'time' ? end : { ...end, epochMilliseconds: end.epochMilliseconds + 59_999 };
}
