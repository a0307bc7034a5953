import type { Crosstab, Period } from '../../../../archive/statistics/crosstab.ts';
import type { Postmortem } from '../../../../postmortem/postmortem.ts';
import { formatNumber } from '../../../data/format.ts';
import { t } from '../../../data/text.ts';
import { href } from '../../href.ts';

/** A table of numbers with tints, in which cells lead to what they count. */
export interface MatrixData {
  columns: MatrixColumn[];
  rows: MatrixRow[];
}

export interface MatrixColumn {
  title: string;
  /** What precedes the title. */
  sign?: string;
  /** The beginning of the title, which narrow columns hide. */
  prefix?: string;
  address?: string;
}

export interface MatrixRow {
  title: string;
  address?: string;
  /** What follows the title. */
  note?: string;
  /** Class of a swatch before the title. */
  swatch?: string;
  /** One for each column. */
  cells: MatrixCell[];
}

export interface MatrixCell {
  text: string;
  /** Tint, from 0 (none) to 4. */
  level?: number;
  /** Page that shows what is counted, and the name of that link. */
  link?: { address: string; label: string };
  /** Parts of a bar in the cell, from its bottom; shares of its height. */
  parts?: { kind: string; from: number; share: number }[];
}

/** Converts a crosstab. `listOf` returns the address of the list of all incidents of a row and some years, if there is one. */
export function matrixOf(
  { periods, rows }: Crosstab,
  titleOf: (key: string) => string,
  addressOf: (key: string) => string | undefined = () => undefined,
  listOf: (key: string, period: Period) => string | undefined = () => undefined,
): MatrixData {
  const most = rows.flatMap(({ cells }) => cells).reduce((most, { length }) => Math.max(most, length), 1);
  const columns = columnsOf(periods);
  return {
    columns,
    rows: rows.map(({ key, cells, total }): MatrixRow => {
      const [title, address] = [titleOf(key), addressOf(key)];
      return {
        title,
        ...(address && { address: href(address) }),
        note: t('chart.sample', { number: total }),
        cells: cells.map((postmortems, index) => {
          const period = periods[index];
          const list = period && listOf(key, period);
          const name = t('chart.cell', { row: title, column: periodTitle(period) });
          return cellOf(postmortems, most, name, list);
        }),
      };
    }),
  };
}

/** Returns the columns of periods, with links to the pages of years that have incidents. */
export function columnsOf(periods: readonly Period[]): MatrixColumn[] {
  return periods.map((period) => {
    const { to } = period;
    const name = { prefix: to.slice(0, -2), title: to.slice(-2) };
    if (period.from !== to) return { sign: '–', ...name };
    return period.isEmpty ? name : { ...name, address: href(`years/${to}/`) };
  });
}

function periodTitle(period: Period | undefined): string {
  if (!period) return '';
  return period.from === period.to ? period.to : t('chart.to', period);
}

/** Returns the cell of some incidents: it leads to the only one, otherwise to their list. */
export function cellOf(
  postmortems: readonly Postmortem[],
  most: number,
  name: string,
  list: string | undefined,
): MatrixCell {
  const count = postmortems.length;
  if (count === 0) return { text: '' };
  const [only] = count === 1 ? postmortems : [];
  const address = only ? `postmortems/${only.id}/` : list;
  const label = only ? t('chart.cellOne', { name, title: only.title }) : t('chart.cellCount', { name, count });
  return {
    text: formatNumber(count),
    level: Math.ceil((4 * count) / most),
    ...(address && { link: { address: href(address), label } }),
  };
}
