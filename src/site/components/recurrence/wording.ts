import type { Recurrence } from '../../../archive/recurrence/recurrence.ts';
import { reasonOf } from '../../../archive/recurrence/verdicts.ts';
import { getSite } from '../../data/current.ts';
import { t } from '../../data/text.ts';

/** Returns a sentence on the status of the earlier incident's actions when the later one started. */
export function verdictSentence(recurrence: Pick<Recurrence, 'verdict' | 'actions'>): string {
  const { reason, open, total, undated, untold } = reasonOf(recurrence);
  switch (reason) {
    case 'someOpen':
      return t('verdict.someOpen', { open, total });
    case 'allDone':
    case 'allUntold':
      return t(`verdict.${reason}`, { total });
    case 'someUndated':
      return t('verdict.someUndated', { total, undated });
    case 'someUntold':
      return t('verdict.someUntold', { total, untold });
    default:
      return t(`verdict.${reason}`);
  }
}

const IN_WORDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Returns which time it was: `third time`, `21st time`. Expects a whole number from 1. */
export function ordinalTime(occurrence: number): string {
  const inWords = IN_WORDS.find((number) => number === occurrence);
  if (inWords) return t(`time.${inWords}`);
  const form = new Intl.PluralRules(getSite().archive.settings.language, { type: 'ordinal' }).select(occurrence);
  return t(`time.${form === 'one' || form === 'two' || form === 'few' ? form : 'other'}`, {
    number: String(occurrence),
  });
}
