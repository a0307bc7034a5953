import type { Step } from '../../../archive/statistics/phases.ts';
import { formatClock } from '../../../postmortem/time/format.ts';

/**
 * Returns an id for each entry of a timeline, such as `T2024-04-15-1545`: named after its time as written, so that links
 * stay valid when other entries are added. It has a capital letter, which ids of the author's headings never contain.
 */
export function entryIdsOf(steps: readonly Step[]): string[] {
  const taken = new Map<string, number>();
  return steps.map(({ entry, day }) => {
    const id = entry.isDay ? `T${day}` : `T${day}-${formatClock(entry.at).replace(':', '')}`;
    const count = (taken.get(id) ?? 0) + 1;
    taken.set(id, count);
    return count > 1 ? `${id}-${count}` : id;
  });
}
