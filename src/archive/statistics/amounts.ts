import { median } from 'd3-array';
import type { Amount } from '../../postmortem/impact.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';

/** The impact of incidents in one unit other than percent. */
export interface AmountsOfUnit {
  unit: string;
  /** Highest first. */
  values: { postmortem: Postmortem; amount: Amount }[];
  median: number;
}

/** Returns the impact in each unit other than percent, the most frequent unit first. Units that differ in case are the same. */
export function amountsByUnit(postmortems: readonly Postmortem[]): AmountsOfUnit[] {
  const all = postmortems.flatMap((postmortem) =>
    (postmortem.impact?.amounts ?? []).map((amount) => ({ postmortem, amount })),
  );
  const byUnit = [...Map.groupBy(all, ({ amount }) => amount.unit.toLowerCase()).values()];
  const units = byUnit.map((found): AmountsOfUnit => {
    const values = found.toSorted((a, b) => b.amount.amount - a.amount.amount);
    const middle = median(values, ({ amount }) => amount.amount) ?? 0;
    return { unit: found[0]?.amount.unit ?? '', values, median: middle };
  });
  return units.sort((a, b) => b.values.length - a.values.length);
}
