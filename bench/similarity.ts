/**
 * Measures similar incidents. `node bench/similarity.ts --n 10000` times them on a generated archive and prints how
 * many of its declared recurrences would be suggested. `node bench/similarity.ts --folder FOLDER --pairs a+b,c+d` lists
 * the suggestions in any Markdown folder, best first, and the ranks of the expected pairs; files are given by the
 * beginning of their names.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Comparable, comparableOf } from '../src/archive/similarity/comparable.ts';
import { mostSimilar, scoresOf } from '../src/archive/similarity/scores.ts';
import { LEAST, makeSimilarIncidentIndex, suggestionsOf } from '../src/archive/similarity/similar-incidents.ts';
import { toElements } from '../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../src/postmortem/body/markdown.ts';
import { splitDocument } from '../src/postmortem/frontmatter/split.ts';
import { textSections } from '../src/postmortem/html/text.ts';
import { incidentAt, textOf } from './corpus.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string' },
    pairs: { type: 'string', default: '' },
    top: { type: 'string', default: '20' },
  },
});

if (values.folder) list(values.folder, values.pairs.split(',').filter(Boolean), Number(values.top));
else time(Number(values.n), Number(values.seed));

function time(count: number, seed: number): void {
  const incidents = Array.from({ length: count }, (_, index) => incidentAt(index, seed));
  const sources = incidents.map((incident) => ({ id: incident.id, source: textOf(incident) }));
  const [documents, reading] = timed(() => sources.map(({ id, source }) => compare(id, source)));
  const [index, indexing] = timed(() => makeSimilarIncidentIndex(documents));
  const undeclared = incidents.map(({ id }) => ({ id, recurs: [], related: [], unrelated: [] }));
  // `suggestionsOf` creates an index of its own.
  const [suggestions, suggesting] = timed(() => suggestionsOf(undeclared, documents));
  const repeats = incidents.flatMap(({ id, repeats }) => (repeats ? [[id, repeats.id] as const] : []));
  const found = repeats.filter(([id, earlier]) => suggestions.get(id)?.some((other) => other.id === earlier));
  const row = (what: string, value: string) => `| ${what} | ${value} |\n`;
  process.stdout.write(
    `| ${count} documents, seed ${seed} | processor time |\n| --- | ---: |\n${[
      row('parsing and counting terms', seconds(reading)),
      row('the index', seconds(indexing)),
      row('the index and the similar incidents of every document', seconds(suggesting)),
      row('terms in the index', String(index.similarity.postings.size)),
      row('documents with a suggestion', String(suggestions.size)),
      row('declared recurrences that are suggested', `${found.length} of ${repeats.length}`),
    ].join('')}`,
  );
}

function list(folder: string, wanted: readonly string[], top: number): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /^[^.]*\d/.test(entry.name),
  );
  const documents = files
    .map(({ name, parentPath }) => compare(name, readFileSync(path.join(parentPath, name), 'utf8')))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const { similarity } = makeSimilarIncidentIndex(documents);
  const pairs = documents
    .flatMap(({ id }) =>
      mostSimilar(similarity, scoresOf(similarity, id), documents.length).map((found) => ({
        ...found,
        ids: [id, found.id] as const,
      })),
    )
    .filter(({ ids: [a, b] }) => a < b)
    .sort((a, b) => b.score - a.score);
  const suggested = pairs.filter(({ score }) => score >= LEAST.score).length;
  process.stdout.write(`${documents.length} documents, ${suggested} pairs with a score of at least ${LEAST.score}\n\n`);
  for (const [place, { ids, score, shared }] of pairs.slice(0, top).entries()) {
    process.stdout.write(`${place + 1}. ${score.toFixed(3)} ${ids.join(' + ')}: ${shared.join(', ')}\n`);
  }
  for (const pair of wanted) {
    const [a = '', b = ''] = pair.split('+');
    const place = pairs.findIndex(({ ids: [x, y] }) => x.startsWith(a) && y.startsWith(b));
    process.stdout.write(`${pair}: rank ${place + 1}, ${pairs[place]?.score.toFixed(3)}\n`);
  }
}

/** Returns a document for comparison; without a title in the frontmatter, the first heading is the title. */
function compare(id: string, source: string): Comparable {
  const { data, body = source } = splitDocument(source, id);
  const elements = toElements(parseMarkdown(body));
  const sections = elements ? textSections(elements) : [];
  const title = data?.title ?? sections.find((section) => section.title !== '')?.title;
  return comparableOf(id, { ...data, title }, sections);
}

/** Returns the result of a function and its processor time, which is independent of other load on the machine. */
function timed<T>(make: () => T): [T, NodeJS.CpuUsage] {
  const start = process.cpuUsage();
  const made = make();
  return [made, process.cpuUsage(start)];
}

function seconds({ user, system }: NodeJS.CpuUsage): string {
  return `${((user + system) / 1e6).toFixed(1)} s`;
}
