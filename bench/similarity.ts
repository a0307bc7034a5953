/**
 * Measures the look-alikes. `node bench/similarity.ts --n 10000` times them on a made-up archive and says how many of its
 * declared repetitions would be proposed. `node bench/similarity.ts --folder FOLDER --pairs a+b,c+d` lists the proposals
 * over any Markdown, the best first, and where the wanted pairs stand among them; files are named by what their names begin with.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Comparable, comparableOf } from '../src/archive/similarity/comparable.ts';
import { mostSimilar, scoresOf } from '../src/archive/similarity/scores.ts';
import { MIN_SCORE, makeSimilarIncidentIndex, suggestionsOf } from '../src/archive/similarity/similar-incidents.ts';
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
  const [bags, reading] = timed(() => sources.map(({ id, source }) => compare(id, source)));
  const [index, indexing] = timed(() => makeSimilarIncidentIndex(bags));
  const nobody = incidents.map(({ id }) => ({ id, recurs: [], related: [], unrelated: [] }));
  // It makes an index of its own.
  const [proposals, proposing] = timed(() => suggestionsOf(nobody, bags));
  const repeats = incidents.flatMap(({ id, repeats }) => (repeats ? [[id, repeats.id] as const] : []));
  const found = repeats.filter(([id, earlier]) => proposals.get(id)?.some((other) => other.id === earlier));
  const row = (what: string, value: string) => `| ${what} | ${value} |\n`;
  process.stdout.write(
    `| ${count} documents, seed ${seed} | processor time |\n| --- | ---: |\n${[
      row('parsing them and counting their words', seconds(reading)),
      row('the index', seconds(indexing)),
      row('the index and the look-alikes of every document', seconds(proposing)),
      row('words in the index', String(index.similarity.postings.size)),
      row('documents with a proposal', String(proposals.size)),
      row('declared repetitions that would be proposed', `${found.length} of ${repeats.length}`),
    ].join('')}`,
  );
}

function list(folder: string, wanted: readonly string[], top: number): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /^[^.]*\d/.test(entry.name),
  );
  const bags = files
    .map(({ name, parentPath }) => compare(name, readFileSync(path.join(parentPath, name), 'utf8')))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const { similarity } = makeSimilarIncidentIndex(bags);
  const pairs = bags
    .flatMap(({ id }) =>
      mostSimilar(similarity, scoresOf(similarity, id), bags.length).map((found) => ({
        ...found,
        ids: [id, found.id] as const,
      })),
    )
    .filter(({ ids: [a, b] }) => a < b)
    .sort((a, b) => b.score - a.score);
  const proposed = pairs.filter(({ score }) => score >= MIN_SCORE).length;
  process.stdout.write(`${bags.length} documents, ${proposed} pairs from ${MIN_SCORE} on\n\n`);
  for (const [place, { ids, score, shared }] of pairs.slice(0, top).entries()) {
    process.stdout.write(`${place + 1}. ${score.toFixed(3)} ${ids.join(' + ')}: ${shared.join(', ')}\n`);
  }
  for (const pair of wanted) {
    const [a = '', b = ''] = pair.split('+');
    const place = pairs.findIndex(({ ids: [x, y] }) => x.startsWith(a) && y.startsWith(b));
    process.stdout.write(`${pair}: place ${place + 1}, ${pairs[place]?.score.toFixed(3)}\n`);
  }
}

/** A document as it is compared; its title is the first heading where the frontmatter has none. */
function compare(id: string, source: string): Comparable {
  const { data, body = source } = splitDocument(source, id);
  const elements = toElements(parseMarkdown(body));
  const sections = elements ? textSections(elements) : [];
  const title = data?.title ?? sections.find((section) => section.title !== '')?.title;
  return comparableOf(id, { ...data, title }, sections);
}

/** What a function makes, and how much processor time it takes: what else the machine does is none of its business. */
function timed<T>(make: () => T): [T, NodeJS.CpuUsage] {
  const start = process.cpuUsage();
  const made = make();
  return [made, process.cpuUsage(start)];
}

function seconds({ user, system }: NodeJS.CpuUsage): string {
  return `${((user + system) / 1e6).toFixed(1)} s`;
}
