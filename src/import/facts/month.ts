import type { Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Fact } from '../note.ts';
import type { TimeEvidence } from './evidence.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMED =
  /^(?:in\s)?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?,?\s((?:19|20)\d{2})$/i;
const NUMERIC = /^((?:19|20)\d{2})-(0[1-9]|1[0-2])$/;

/** Finds the month of the start, for a document that says no day: `Date: May 2022`, `Date: 2022-05`. */
export function findMonth({ values }: TimeEvidence): Fact<Timestamp> | undefined {
  const found = values
    .filter(({ label }) => label === 'date' || label === 'started')
    .flatMap(({ value, line }) => {
      const month = monthOf(value.trim());
      return month ? [{ value: { precision: 'month' as const, date: month }, line }] : [];
    });
  const [first] = found;
  return first && found.every(({ value }) => value.date === first.value.date) ? first : undefined;
}

function monthOf(text: string): string | undefined {
  const [numeric] = NUMERIC.exec(text) ?? [];
  const [, name = '', year = ''] = NAMED.exec(text) ?? [];
  const number = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return numeric ?? (number > 0 ? `${year}-${String(number).padStart(2, '0')}` : undefined);
}
