import { RESPONSE_TIME_KINDS, type ResponseTimes } from '../../../archive/statistics/response-times.ts';
import { formatList } from '../../data/format.ts';
import { t } from '../../data/text.ts';

/** Says as a sentence where the response times come from; `undefined` if none is known. */
export function responseTimeSource(times: ResponseTimes): string | undefined {
  const known = RESPONSE_TIME_KINDS.filter((goal) => times[goal]);
  const marked = known.filter((goal) => times[goal]?.source === 'timeline');
  if (known.length === 0) return undefined;
  if (marked.length === 0) return t('phases.source.frontmatter');
  if (marked.length === known.length) return t('phases.source.timeline');
  return t('phases.source.both', { phases: formatList(marked.map((goal) => t(`phases.name.${goal}`))) });
}
