import { ordinalOf } from '../../diagnostics/count.ts';
import type { Recurrence, Verdict } from './recurrence.ts';

/** Labels of verdicts, worst first. */
export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  'promised-open': 'Action items still open',
  'done-yet-recurred': 'Done, but it recurred',
  'none-promised': 'No action items',
  unknown: 'Not known',
};

/** The verdicts, worst first. */
export const VERDICTS = Object.keys(VERDICT_LABELS) as Verdict[];

/** What became of the earlier incident's actions, for a sentence about it. */
export type VerdictReason =
  | 'oneOpen'
  | 'someOpen'
  | 'oneDone'
  | 'allDone'
  | 'none'
  | 'allDropped'
  | 'oneUndated'
  | 'someUndated'
  | 'onlyProse'
  | 'oneUntold'
  | 'allUntold'
  | 'someUntold';

/**
 * Returns the reason of a verdict, with the numbers of actions that were not dropped: in total, open, done on an unknown date, and
 * of unknown status.
 */
export function reasonOf({ verdict, actions }: Pick<Recurrence, 'verdict' | 'actions'>): {
  reason: VerdictReason;
  total: number;
  open: number;
  undated: number;
  untold: number;
} {
  const count = (wanted: string) => actions.filter(({ status }) => status === wanted).length;
  const dropped = count('dropped');
  const total = actions.length - dropped;
  const untold = actions.filter(({ action }) => action.status === 'unknown').length;
  const reasons: Readonly<Record<Verdict, VerdictReason>> = {
    'promised-open': total === 1 ? 'oneOpen' : 'someOpen',
    'done-yet-recurred': total === 1 ? 'oneDone' : 'allDone',
    'none-promised': dropped === 0 ? 'none' : 'allDropped',
    unknown: actions.length === 0 ? 'onlyProse' : unknownReason(total, untold),
  };
  return { reason: reasons[verdict], total, open: count('open'), undated: count('unknown'), untold };
}

function unknownReason(total: number, untold: number): VerdictReason {
  if (untold === 0) return total === 1 ? 'oneUndated' : 'someUndated';
  if (total === 1) return 'oneUntold';
  return untold === total ? 'allUntold' : 'someUntold';
}

/** Returns a sentence on the status of the earlier incident's actions when the later one started. */
export function verdictSentence(recurrence: Pick<Recurrence, 'verdict' | 'actions'>): string {
  const { reason, total, open, undated, untold } = reasonOf(recurrence);
  const sentences: Readonly<Record<VerdictReason, string>> = {
    oneOpen: 'The only action item was still open.',
    someOpen: `${open} of ${total} action items were still open.`,
    oneDone: 'The only action item was done.',
    allDone: `All ${total} action items were done.`,
    none: 'There were no action items.',
    allDropped: 'All action items had been dropped.',
    oneUndated: 'The only action item was done on an unknown date.',
    someUndated: `All ${total} action items were done, ${undated} of them on an unknown date.`,
    onlyProse: 'The action items are only prose, so it is unknown whether they were done.',
    oneUntold: 'It is unknown whether the only action item was done.',
    allUntold: `It is unknown whether the ${total} action items were done.`,
    someUntold: `It is unknown whether ${untold} of ${total} action items were done.`,
  };
  return sentences[reason];
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Returns which time it was: `third time`, `21st time`. Expects a whole number from 1. */
export function ordinalTime(occurrence: number): string {
  return `${ORDINALS[occurrence - 1] ?? ordinalOf(occurrence)} time`;
}
