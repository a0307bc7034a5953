import { t } from '../../data/text.ts';

/** Names the range from the label of a tick to that of the next one, if there is one. */
export function rangeTitle(from: string, to: string | undefined): string {
  if (to === undefined) return t('chart.orMore', { from });
  return from === '0' ? from : t('chart.toLessThan', { from, to });
}
