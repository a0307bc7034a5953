import type { Recurrence, Verdict } from './recurrence.ts';

/** The verdicts in words, the gravest first. */
export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  'promised-open': 'Promised, still open',
  'done-yet-recurred': 'Done, yet it came back',
  'none-promised': 'Nothing was promised',
  unknown: 'Not known',
};

/** What had become of the earlier incident's actions when the later one started, as a sentence. */
export function verdictSentence({ verdict, actions }: Pick<Recurrence, 'verdict' | 'actions'>): string {
  const count = (wanted: string) => actions.filter(({ state }) => state === wanted).length;
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
    ? 'The one promised action is done; nobody wrote when.'
    : `All ${promised} promised actions are done; of ${count('unknown')} nobody wrote when.`;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Which time it was: `third time`, `21st time`. Expects a whole number from 1. */
export function ordinalTime(occurrence: number): string {
  const [tens, ones] = [Math.floor(occurrence / 10) % 10, occurrence % 10];
  const suffix = tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th');
  return `${ORDINALS[occurrence - 1] ?? `${occurrence}${suffix}`} time`;
}
