import { ordinalOf } from '../../diagnostics/count.ts';
import type { Recurrence, Verdict } from './recurrence.ts';

/** Labels of verdicts, worst first. */
export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  'promised-open': 'Promised, still open',
  'done-yet-recurred': 'Done, yet it came back',
  'none-promised': 'Nothing was promised',
  unknown: 'Unknown',
};

/** Says in a sentence what had become of the earlier incident's actions when the later one started. */
export function verdictSentence({ verdict, actions }: Pick<Recurrence, 'verdict' | 'actions'>): string {
  const count = (wanted: string) => actions.filter(({ status }) => status === wanted).length;
  const dropped = count('dropped');
  const promised = actions.length - dropped;
  if (verdict === 'promised-open') {
    return promised === 1
      ? 'The one promised action was still open.'
      : `${count('open')} of ${promised} promised actions were still open.`;
  }
  if (verdict === 'done-yet-recurred') {
    return promised === 1 ? 'The one promised action was done.' : `All ${promised} promised actions were done.`;
  }
  if (verdict === 'none-promised') {
    return dropped === 0 ? 'No action had been promised.' : 'Every action that had been promised was dropped.';
  }
  return promised === 1
    ? 'The one promised action is done, on an unknown date.'
    : `All ${promised} promised actions are done, ${count('unknown')} of them on an unknown date.`;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Returns which time it was: `third time`, `21st time`. Expects a whole number from 1. */
export function ordinalTime(occurrence: number): string {
  return `${ORDINALS[occurrence - 1] ?? ordinalOf(occurrence)} time`;
}
