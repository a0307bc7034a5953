/**
 * Measures recall and speed of the search compared with plain Pagefind, in Chromium: `npm run bench:search`. Options:
 * `-- --n 1000 --n 10000` for the sizes of generated archives, `--seed 1`, and `--misses` to print the queries whose
 * first result is wrong to standard error.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../../tests/tools/browser/chromium.ts';
import { AS_OF, mustRun, ROOT } from '../../tests/tools/cli.ts';
import { serve } from '../../tests/tools/sites/serve.ts';
import { type BenchArchive, exampleArchive, generatedArchive } from './archives.ts';
import { askAll } from './ask.ts';
import { coldLoad } from './cold.ts';
import { BENCH_PAGE, indexArchive } from './index-archive.ts';
import { byKind } from './measure.ts';
import { compressTexts, slowLoad } from './slow.ts';
import { closenessTable, coldTable, latencyTable, misses, qualityTable, slowTable } from './tables.ts';
import { judgeAll } from './unanswerable.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', multiple: true, default: ['1000', '10000'] },
    seed: { type: 'string', default: '1' },
    misses: { type: 'boolean', default: false },
  },
});

const site = await mkdtemp(path.join(tmpdir(), 'nevertwice-bench-'));
const browser = await launchChromium();
try {
  await mustRun(['build', path.join(ROOT, 'postmortems'), '--out', site, '--as-of', AS_OF]);
  print(`Chromium ${browser.version()}, Node ${process.version}, ${availableParallelism()} cores`);
  await measure(exampleArchive());
  for (const count of values.n) await measure(await generatedArchive(Number(count), Number(values.seed)));
} finally {
  await browser.close();
  await rm(site, { recursive: true });
}

async function measure(archive: BenchArchive): Promise<void> {
  const search = await indexArchive(archive.folder, site);
  await compressTexts(search.folder);
  const { url, stop } = await serve(search.folder, '/');
  const page = await browser.newPage();
  try {
    const { ours, plain } = search.seconds;
    print(`### ${archive.name}`);
    print(`Indexed in ${ours.toFixed(1)} s, with Pagefind alone in ${plain.toFixed(1)} s.`);
    const firsts = byKind(archive.queries).flatMap(([kind, [query]]) =>
      query && kind !== 'filter' && kind !== 'typo' ? [query] : [],
    );
    const loads = [];
    for (const query of firsts) loads.push(await coldLoad(browser, url, query));
    print(coldTable(loads));
    const slow = [];
    for (const query of firsts) slow.push(await slowLoad(browser, url, query));
    print(slowTable(slow));
    await page.goto(url + BENCH_PAGE);
    await page.waitForFunction(() => 'client' in globalThis);
    const outcomes = await askAll(page, archive.queries);
    print(qualityTable(outcomes));
    print(latencyTable(outcomes));
    print(closenessTable(await judgeAll(page, archive.queries)));
    if (values.misses) process.stderr.write(misses(outcomes));
  } finally {
    await page.close();
    await stop();
    await search.remove();
    await archive.remove();
  }
}

function print(block: string): void {
  process.stdout.write(`${block}\n\n`);
}
