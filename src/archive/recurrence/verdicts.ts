import { ordinalOf } from '../../diagnostics/count.ts';
import type { Recurrence, Verdict } from './recurrence.ts';

/** Labels of verdicts, worst first. */
export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  'promised-open': 'Action items still open',
  'done-yet-recurred': 'Done, but it recurred',
  'none-promised': 'No action items',
  unknown: 'Not known',
};

/** Returns a sentence on the status of the earlier incident's actions when the later one started. */
export function verdictSentence({ verdict, actions }: Pick<Recurrence, 'verdict' | 'actions'>): string {
  const count = (wanted: string) => actions.filter(({ status }) => status === wanted).length;
  const dropped = count('dropped');
  const total = actions.length - dropped;
  if (verdict === 'promised-open') {
    return total === 1
      ? 'The only action item was still open.'
      : `${count('open')} of ${total} action items were still open.`;
  }
  if (verdict === 'done-yet-recurred') {
    return total === 1 ? 'The only action item was done.' : `All ${total} action items were done.`;
  }
  if (verdict === 'none-promised') {
    return dropped === 0 ? 'There were no action items.' : 'All action items had been dropped.';
  }
  if (actions.length === 0) return 'The action items are only prose, so it is unknown whether they were done.';
  const unknown = actions.filter(({ action }) => action.status === 'unknown').length;
  if (unknown > 0) {
    return total === 1
      ? 'It is unknown whether the only action item was done.'
      : `It is unknown whether ${unknown === total ? `the ${total}` : `${unknown} of ${total}`} action items were done.`;
  }
  return total === 1
    ? 'The only action item was done on an unknown date.'
    : `All ${total} action items were done, ${count('unknown')} of them on an unknown date.`;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Returns which time it was: `third time`, `21st time`. Expects a whole number from 1. */
export function ordinalTime(occurrence: number): string {
  return `${ORDINALS[occurrence - 1] ?? ordinalOf(occurrence)} time`;
}
