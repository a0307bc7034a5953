import { byKind, type Outcome, percentile, type Quality, qualityOf, rankIn, rankWithOurs } from './measure.ts';

/** Recall and mean reciprocal rank by kind, plain Pagefind beside ours; a Markdown table. */
export function qualityTable(outcomes: readonly Outcome[]): string {
  const rows = [...byKind(outcomes), ['all but typos', outcomes.filter(({ query }) => query.kind !== 'typo')] as const];
  return [
    '| kind of query | queries | Recall@1 Pagefind | ours | Recall@3 Pagefind | ours | MRR Pagefind | ours |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(([kind, some]) => {
      const plain = qualityOf(some.map(({ query, plain }) => rankIn(plain.ids, query)));
      const ours = qualityOf(some.map(rankWithOurs));
      const cells = MEASURES.flatMap((measure) => [plain[measure].toFixed(2), `**${ours[measure].toFixed(2)}**`]);
      return `| ${[kind, some.length, ...cells].join(' | ')} |`;
    }),
  ].join('\n');
}

/** Milliseconds until the order is known, by kind; a Markdown table. */
export function latencyTable(outcomes: readonly Outcome[]): string {
  const logs = outcomes.filter(({ query }) => query.kind === 'pasted log');
  const others = outcomes.filter(({ query }) => query.kind !== 'pasted log');
  const rows: [string, readonly Outcome[]][] = [
    ['a query', others],
    ['a pasted log of 2,000 characters', logs],
  ];
  return [
    '| time until the order is known | Pagefind, median | 95 % | ours, median | 95 % |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows
      .filter(([, some]) => some.length > 0)
      .map(([name, some]) => `| ${name} | ${times(some, 'plain')} | ${times(some, 'ours')} |`),
  ].join('\n');
}

/** Every query that ours does not answer first, one a line. */
export function misses(outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap((outcome) => {
    const { query, ours } = outcome;
    const rank = rankWithOurs(outcome);
    const asked = query.text.length > 200 ? `${query.text.slice(0, 60)}…` : query.text;
    const said = `${query.kind} ${JSON.stringify(asked)}: rank ${rank}, wanted ${query.find.join(' or ')}`;
    return rank === 1 ? [] : [`${said}, got ${ours.ids.slice(0, 3).join(', ')}`];
  });
  return lines.map((line) => `${line}\n`).join('');
}

const MEASURES: readonly (keyof Quality)[] = ['at1', 'at3', 'mrr'];

function times(outcomes: readonly Outcome[], of: 'plain' | 'ours'): string {
  const all = outcomes.map((outcome) => outcome[of].time);
  return [0.5, 0.95].map((share) => `${percentile(all, share).toFixed(0)} ms`).join(' | ');
}
