/**
 * Times what a browser does to filter and sort the lists of a large archive, and prints a Markdown table: `npm run bench:lists -- --n 10000`.
 * Measures the script's own work in this process: reading the file, choosing, sorting and counting, and the HTML of a page of rows.
 */
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { median } from 'd3-array';
import { type ActionRow, packActions, readActions } from '../src/archive/actions/action-row.ts';
import { actionsWith, countActions, parseActionChoice, passesFilters } from '../src/archive/actions/choose-actions.ts';
import { LEDGER_STATUSES } from '../src/archive/actions/ledger.ts';
import { parseChoice } from '../src/archive/list/address.ts';
import { chosenRows, rowsWith } from '../src/archive/list/choose.ts';
import type { ListFrame, ListRow } from '../src/archive/list/row.ts';
import { packList, readList } from '../src/archive/list/table.ts';
import { countFacets } from '../src/search/facts.ts';

const { values } = parseArgs({
  options: { n: { type: 'string', default: '10000' }, runs: { type: 'string', default: '9' } },
});
const [count, runs] = [Number(values.n), Number(values.runs)];
const frame: ListFrame = {
  ...{ causes: {}, services: {}, severities: [{ name: 'sev1', rank: 1 }], columns: [], statuses: {} },
  words: {
    unknown: 'unknown',
    nearMiss: 'near miss',
    recurrence: 'recurrence',
    cause: 'cause',
    lasted: 'lasted',
    impact: 'impact',
  },
};
const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const postmortems = JSON.stringify(
  packList(
    Array.from({ length: count }, (_, index) => postmortem(index)),
    frame,
  ),
);
const actions = JSON.stringify(packActions(Array.from({ length: 2 * count }, (_, index) => action(index))));
const listed = readList(JSON.parse(postmortems));
const owed = readActions(JSON.parse(actions));
const rows = [
  row('postmortems: read the file', () => readList(JSON.parse(postmortems))),
  ...['sort=title', 'sort=services', 'sort=impact', 'cause=cause-3&q=pool'].map((query) =>
    row(`postmortems: ${query}`, () => choosePostmortems(query)),
  ),
  row('action items: read the file', () => readActions(JSON.parse(actions))),
  ...['status=overdue', 'owner=team-7&age=31-90', 'q=pool'].map((query) =>
    row(`action items: ${query}`, () => chooseActions(query)),
  ),
];
const kilobytes = (text: string) => `${Math.round(gzipSync(text).length / 1000)} KB`;
process.stdout.write(`${count} postmortems (${kilobytes(postmortems)} compressed), ${2 * count} action items (${kilobytes(actions)}), \
Node ${process.version}; median of ${runs} (most)

| | time |
| --- | ---: |
${rows.join('\n')}
`);

function choosePostmortems(query: string): void {
  const choice = parseChoice(new URLSearchParams(query));
  const named = rowsWith(listed, choice.text, frame);
  chosenRows(named, choice, frame, compare);
  countFacets(named, choice.filters);
}

function chooseActions(query: string): void {
  const { text, filters } = parseActionChoice(new URLSearchParams(query));
  const named = actionsWith(owed, text);
  named.filter((each) => passesFilters(each, filters));
  countActions(named, filters);
}

function row(name: string, work: () => unknown): string {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return `| ${name} | ${(median(times) ?? 0).toFixed(0)} ms (${Math.max(...times).toFixed(0)}) |`;
}

function postmortem(index: number): ListRow {
  const date = new Date(Date.UTC(2016, 0, 1 + (index % 3650))).toISOString().slice(0, 10);
  return {
    ...{
      document: `${date}-checkout-${index}`,
      place: index,
      date,
      kind: 'incident',
      severity: 'sev1',
      recurred: false,
    },
    ...{
      title: `Checkout number ${index} fails while the connection pool is exhausted`,
      notes: [],
      tags: [`tag-${index % 300}`],
    },
    ...{ cause: `cause-${index % 12}`, services: [`service-${index % 150}`], duration: (index * 7919) % 5000 },
    ...{ impact: (index * 31) % 100 },
  };
}

function action(index: number): ActionRow {
  const owner = `team-${index % 90}`;
  return {
    status: LEDGER_STATUSES[index % LEDGER_STATUSES.length] ?? 'open',
    title: [`Test and validate change number ${index} to the pool before it goes live`],
    ...{
      owners: [[`@${owner}`, owner]],
      services: [`service-${index % 150}`],
      age: '31-90',
      type: 'prevent',
      due: '2026-01-15',
    },
    source: {
      id: `checkout-${index >> 1}`,
      title: `Checkout number ${index >> 1} fails while the connection pool is exhausted`,
    },
  };
}
