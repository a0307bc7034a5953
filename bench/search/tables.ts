import type { Way } from './client.ts';
import type { ColdLoad, Cost } from './cold.ts';
import { byKind, type Outcome, percentile, type Quality, qualityOf, rankOf } from './measure.ts';
import type { SlowLoad } from './slow.ts';
import type { Judged } from './unanswerable.ts';

/** Formats recall and mean reciprocal rank by kind as a Markdown table, with all kinds of search in each cell. */
export function qualityTable(outcomes: readonly Outcome[]): string {
  const rows = [...byKind(outcomes), ['all but typos', outcomes.filter(({ query }) => query.kind !== 'typo')] as const];
  return [
    `| ${WAYS} | queries | Recall@1 | Recall@3 | mean reciprocal rank |`,
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map(([kind, some]) => {
      const qualities = ORDER.map((way) => {
        const ranks = some.flatMap((outcome) => rankOf(outcome, way) ?? []);
        return ranks.length === some.length ? qualityOf(ranks) : undefined;
      });
      const cells = MEASURES.map((measure) => inOrder(qualities.map((quality) => quality?.[measure].toFixed(2))));
      return `| ${[kind, some.length, ...cells].join(' | ')} |`;
    }),
  ].join('\n');
}

/** Formats the milliseconds until results as a Markdown table. */
export function latencyTable(outcomes: readonly Outcome[]): string {
  const isLog = ({ query }: Outcome) => query.kind === 'pasted log';
  const [logs, others] = [outcomes.filter(isLog), outcomes.filter((outcome) => !isLog(outcome))];
  const row = (name: string, some: readonly Outcome[]): string[] => {
    if (some.length === 0) return [];
    const all = ORDER.map((way) => some.flatMap(({ answers }) => answers[way]?.time ?? []));
    const shown = (share: number) =>
      inOrder(all.map((times) => (times.length > 0 ? percentile(times, share).toFixed(0) : undefined)));
    const again = spread(
      some.map((outcome) => outcome.again),
      0.95,
    );
    return [`| ${name} | ${shown(0.5)} ms | ${shown(0.95)} ms | ${again} ms |`];
  };
  return [
    `| time to results: ${WAYS} | median | 95 % | ours repeated: median · 95 % |`,
    '| --- | ---: | ---: | ---: |',
    ...row('a query', others),
    ...row('a pasted log of 2,000 characters', logs),
  ].join('\n');
}

/** Formats how close the results are said to be as a Markdown table. */
export function closenessTable(judged: readonly Judged[]): string {
  const count = ({ answers }: Judged, wanted: string) => answers.filter((answer) => answer === wanted).length;
  return [
    '| how close results are said to be | queries | found | some words | nothing close | corrected |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...judged.map((each) => {
      const cells = [
        each.answers.length,
        count(each, 'found'),
        count(each, 'weak'),
        count(each, 'none'),
        each.corrected,
      ];
      return `| ${each.kind} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

/** Formats the seconds until the first result on a slow network as a Markdown table. */
export function slowTable(loads: readonly SlowLoad[]): string {
  const row = (name: string, of: keyof SlowLoad) => {
    const seconds = loads.map((load) => load[of] / 1000);
    return `| ${name} | ${percentile(seconds, 0.5).toFixed(1)} s | ${Math.max(...seconds).toFixed(1)} s |`;
  };
  return [
    '| first result on a slow network (1.6 Mbit/s, 150 ms) | median | maximum |',
    '| --- | ---: | ---: |',
    row('the dialog: from the key that opens it, with the query pasted at once', 'dialog'),
    row('the dialog, opened before: from the paste', 'paste'),
    row('the search page with a query: from its request', 'page'),
  ].join('\n');
}

/** Formats requests and kilobytes until the first result as a Markdown table. */
export function coldTable(loads: readonly ColdLoad[]): string {
  const row = (name: string, costs: readonly Cost[]) => {
    const requests = costs.map((cost) => cost.requests);
    const kilobytes = costs.map(({ bytes }) => bytes / 1000);
    return `| ${name} | ${percentile(requests, 0.5)} · ${Math.max(...requests)} | ${spread(kilobytes, 1)} KB |`;
  };
  return [
    '| cold start until the first result: median · maximum | requests | transferred |',
    '| --- | ---: | ---: |',
    ...ROWS.map(([name, of]) =>
      row(
        name,
        loads.map((load) => load[of]),
      ),
    ),
  ].join('\n');
}

/** Formats the median and another percentile. */
function spread(all: readonly number[], share: number): string {
  return `${percentile(all, 0.5).toFixed(0)} · ${percentile(all, share).toFixed(0)}`;
}

/** Lists the queries whose first result of our search is wrong, one per line. */
export function misses(outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap((outcome) => {
    const { query, answers } = outcome;
    const rank = rankOf(outcome, 'ours');
    const asked = query.text.length > 200 ? `${query.text.slice(0, 60)}…` : query.text;
    const miss = `${query.kind} ${JSON.stringify(asked)}: rank ${rank}, expected ${query.find.join(' or ')}`;
    return rank === 1 ? [] : [`${miss}, got ${answers.ours.ids.slice(0, 3).join(', ')}`];
  });
  return lines.map((line) => `${line}\n`).join('');
}

const ORDER: readonly Way[] = ['plain', 'same', 'ours'];
const WAYS = 'Pagefind · over our index · ours';
const MEASURES = ['at1', 'at3', 'mrr'] as const satisfies readonly (keyof Quality)[];

/** Formats the values of all kinds of search, ours in bold. */
function inOrder(values: readonly (string | undefined)[]): string {
  return values.map((value = '–', at) => (ORDER[at] === 'ours' ? `**${value}**` : value)).join(' · ');
}

const ROWS: readonly (readonly [string, keyof ColdLoad])[] = [
  ['the dialog, opened on a page', 'dialog'],
  ['the search page, opened with a query', 'page'],
  ['files of the search only, on the search page', 'search'],
];
