import type { Archive } from '../../archive/archive.ts';
import {
  RESPONSE_TIME_KINDS,
  type ResponseTimeKind,
  type ResponseTimes,
} from '../../archive/statistics/response-times.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';

/** `30 %` as `30%`, `0.02` as `0.02%`. */
export function formatPercent(percent: number): string {
  return `${percent}%`;
}

/** An id of a vocabulary as words: `config-change` as `Config change`. */
export function labelOf(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
}

/** How grave a severity is among those of the archive: 1, the gravest, to 4. */
export function rankOf(severity: string, { severities }: Archive['settings']): number {
  const index = Math.max(severities.indexOf(severity), 0);
  return severities.length <= 4 ? index + 1 : Math.ceil(((index + 1) / severities.length) * 4);
}

/** What a postmortem says in the custom fields of the archive, with their titles, in the order of archive.yml. */
export function fieldsOf({ fields }: Postmortem, settings: Archive['settings']): { title: string; values: string[] }[] {
  return Object.entries(fields).map(([key, value]) => {
    return { title: settings.fields[key]?.title ?? labelOf(key), values: [value].flat() };
  });
}

/** The values of custom fields that fit into a line of a list. */
export function shortFieldsOf({ fields }: Postmortem): string[] {
  return Object.values(fields)
    .flat()
    .filter((value) => value.length <= 40);
}

/** The stretch of an incident that ends with each goal. */
export const PHASES: Readonly<Record<ResponseTimeKind, string>> = {
  detect: 'until detected',
  acknowledge: 'until acknowledged',
  mitigate: 'until mitigated',
  resolve: 'until resolved',
};

/** Where the times to the goals are from, as a sentence; absent where none is known. */
export function responseTimeSource(times: ResponseTimes): string | undefined {
  const known = RESPONSE_TIME_KINDS.filter((goal) => times[goal]);
  const marked = known.filter((goal) => times[goal]?.source === 'timeline');
  if (known.length === 0) return undefined;
  if (marked.length === 0) return 'From the frontmatter.';
  if (marked.length === known.length) return 'From the milestones marked in the timeline.';
  return `Time to ${listOf(marked)} from the milestones marked in the timeline; the rest from the frontmatter.`;
}

/** Names as a list in a sentence: `a`, `a and b`, `a, b and c`. */
function listOf(names: readonly string[]): string {
  return names.join(', ').replace(/, ([^,]*)$/, ' and $1');
}
