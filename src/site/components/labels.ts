import type { Archive } from '../../archive/archive.ts';
import {
  RESPONSE_TIME_KINDS,
  type ResponseTimeKind,
  type ResponseTimes,
} from '../../archive/statistics/response-times.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';

/** Formats a percentage: 0.02 as `0.02%`. */
export function formatPercent(percent: number): string {
  return `${percent}%`;
}

/** Turns an id of a vocabulary into a label: `config-change` into `Config change`. */
export function labelOf(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
}

/** Ranks a severity among those of the archive: 1 is the most severe, 4 the least. */
export function rankOf(severity: string, { severities }: Archive['settings']): number {
  const index = Math.max(severities.indexOf(severity), 0);
  return severities.length <= 4 ? index + 1 : Math.ceil(((index + 1) / severities.length) * 4);
}

/** Returns the texts of custom fields that are short enough for a line of a list; without those in `columns`. */
export function shortFieldsOf(
  { fields }: Postmortem,
  settings: Archive['settings'],
  columns: readonly string[] = [],
): string[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const isText = ['text', 'list'].includes(settings.fields[key]?.type ?? '') && !columns.includes(key);
    return isText
      ? [value]
          .flat()
          .map(String)
          .filter((text) => text.length <= 40)
      : [];
  });
}

/** Returns the keys of the custom fields that are columns of tables. */
export function columnsOf({ fields }: Archive['settings']): string[] {
  return Object.keys(fields).filter((key) => fields[key]?.column);
}

// A fixed locale, so that pages do not depend on the machine that builds them.
const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });

/** Formats a number with commas between thousands: `1,204.5`. */
export function formatNumber(value: number): string {
  return NUMBER.format(value);
}

/** Shortens an address for display: `wiki.example.com/page` for `https://wiki.example.com/page/`. */
export function addressLabel(url: string): string {
  return url.replace(/^https?:\/\//i, '').replace(/\/$/, '');
}

/** Labels of the phases of an incident, by the milestone at which each ends. */
export const PHASES: Readonly<Record<ResponseTimeKind, string>> = {
  detect: 'until detected',
  acknowledge: 'until acknowledged',
  mitigate: 'until mitigated',
  resolve: 'until resolved',
};

/** Says as a sentence where the response times come from; `undefined` if none is known. */
export function responseTimeSource(times: ResponseTimes): string | undefined {
  const known = RESPONSE_TIME_KINDS.filter((goal) => times[goal]);
  const marked = known.filter((goal) => times[goal]?.source === 'timeline');
  if (known.length === 0) return undefined;
  if (marked.length === 0) return 'Source: frontmatter.';
  if (marked.length === known.length) return 'Source: milestones in the timeline.';
  return `Source: milestones in the timeline for time to ${listOf(marked)}, else the frontmatter.`;
}

/** Joins names for a sentence: `a`, `a and b`, `a, b and c`. */
function listOf(names: readonly string[]): string {
  return names.join(', ').replace(/, ([^,]*)$/, ' and $1');
}
