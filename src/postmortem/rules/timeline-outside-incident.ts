import type { Finding } from '../../diagnostics/rules.ts';
import { formatForComparison } from '../time/format.ts';
import { type Instant, isBefore, type Timestamp } from '../time/time.ts';
import type { RuleContext } from './context.ts';

/** No entry before `started`, none after `resolved` (or after `started` and the duration, where that is all there is). */
export function timelineOutsideIncident({ timeline, frontmatter, lineInFile }: RuleContext): Finding[] {
  const { started } = frontmatter;
  if (!started) return [];
  const end = endOf(started, frontmatter);
  return timeline.entries.flatMap(({ at: written, line }): Finding[] => {
    // Where `resolved` is a day, it is one of the calendar that `started` goes by.
    const at = started.precision === 'time' ? { ...written, offset: started.offset } : written;
    const isEarly = isBefore(at, started);
    const bound = isEarly ? started : end && isBefore(lastOf(end), at) ? end : undefined;
    if (!bound) return [];
    const side = isEarly ? 'before the start' : 'after the end';
    const message = `Unexpected entry at ${formatForComparison(at, bound)}, ${side} at ${formatForComparison(bound, at)}`;
    const help = 'Correct the time or its day, or correct `started` or `resolved`.';
    return [{ rule: 'timeline-outside-incident', place: lineInFile(line), message, help }];
  });
}

function endOf(started: Timestamp, { resolved, duration }: RuleContext['frontmatter']): Timestamp | undefined {
  if (resolved) return resolved;
  if (started.precision === 'day' || typeof duration !== 'number') return undefined;
  return { ...started, epochMilliseconds: started.epochMilliseconds + duration * 60_000 } satisfies Instant;
}

/** The last moment of the minute: an end is written to the minute, an entry may have seconds. */
function lastOf(end: Timestamp): Timestamp {
  return end.precision === 'day' ? end : { ...end, epochMilliseconds: end.epochMilliseconds + 59_999 };
}
