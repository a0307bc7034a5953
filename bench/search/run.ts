import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchChromium } from '../../tests/tools/chromium.ts';
import { serve } from '../../tests/tools/serve.ts';
import { askAll } from './ask.ts';
import { EXAMPLE_QUERIES } from './example-queries.ts';
import { indexArchive } from './index-archive.ts';
import { byKind, type Outcome, percentile, type Quality, qualityOf, rankIn, rankWithOurs } from './measure.ts';
import { plant } from './planted.ts';
import type { BenchQuery } from './query.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folders = process.argv.slice(2);
if (folders.length === 0) await measure('the example archive', path.join(root, 'postmortems'), EXAMPLE_QUERIES);
for (const folder of folders) {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })),
  );
  const planted = plant(files, 1);
  const archive = await mkdtemp(path.join(tmpdir(), 'nevertwice-planted-'));
  await mkdir(archive, { recursive: true });
  for (const { name, text } of planted.files) await writeFile(path.join(archive, name), text);
  await measure(`generated`, archive, planted.queries);
  await rm(archive, { recursive: true });
}

async function measure(name: string, archive: string, queries: readonly BenchQuery[]): Promise<void> {
  const search = await indexArchive(archive);
  const { url, stop } = await serve(search.folder, '/');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'client' in globalThis);
    const outcomes = await askAll(page, queries);
    console.log(
      `\n### ${name}: ${search.documents} documents, ${queries.length} queries, indexed in ${search.seconds.toFixed(1)} s, by Pagefind in ${search.plainSeconds.toFixed(1)} s\n`,
    );
    console.log(qualityTable(outcomes));
    for (const outcome of outcomes) {
      const rank = rankWithOurs(outcome);
      if (rank > 1)
        console.error(
          `${outcome.query.kind}: ${JSON.stringify(outcome.query.text.slice(0, 300))} rank ${rank}, wanted ${outcome.query.find}, got ${outcome.ours.ids.slice(0, 3)}`,
        );
    }
    console.log();
    for (const [kind, some] of byKind(outcomes)) {
      const times = (of: 'ours' | 'plain') => {
        const all = some.map((outcome) => outcome[of].time);
        return `p50 ${percentile(all, 0.5).toFixed(0)} p95 ${percentile(all, 0.95).toFixed(0)}`;
      };
      console.log(`${kind}: plain ${times('plain')} ms, ours ${times('ours')} ms`);
    }
  } finally {
    await browser.close();
    await stop();
    await search.remove();
  }
}

function qualityTable(outcomes: readonly Outcome[]): string {
  const rows = [...byKind(outcomes), ['all but typos', outcomes.filter(({ query }) => query.kind !== 'typo')] as const];
  return [
    '| kind | queries | R@1 plain | R@1 ours | R@3 plain | R@3 ours | MRR plain | MRR ours |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(([kind, some]) => {
      const plain = qualityOf(some.map(({ query, plain }) => rankIn(plain.ids, query)));
      const ours = qualityOf(some.map(rankWithOurs));
      return `| ${kind} | ${some.length} | ${(['at1', 'at3', 'mrr'] as const).map((key) => `${show(plain, key)} | ${show(ours, key)}`).join(' | ')} |`;
    }),
  ].join('\n');
}

function show(quality: Quality, key: 'at1' | 'at3' | 'mrr'): string {
  return quality[key].toFixed(2);
}
