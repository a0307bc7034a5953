/**
 * Measures what the search finds and how fast, beside Pagefind as it comes, in Chromium: `npm run bench:search`. Options:
 * `-- --n 1000 --n 10000` sizes of made-up archives, `--seed 1`, `--misses` names on standard error what is not found first.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { launchChromium } from '../../tests/tools/chromium.ts';
import { serve } from '../../tests/tools/serve.ts';
import { type BenchArchive, exampleArchive, generatedArchive } from './archives.ts';
import { askAll } from './ask.ts';
import { indexArchive } from './index-archive.ts';
import { latencyTable, misses, qualityTable } from './tables.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', multiple: true, default: ['1000', '10000'] },
    seed: { type: 'string', default: '1' },
    misses: { type: 'boolean', default: false },
  },
});

const browser = await launchChromium();
try {
  print(`Chromium ${browser.version()}, Node ${process.version}, ${availableParallelism()} cores`);
  await measure(exampleArchive());
  for (const count of values.n) await measure(await generatedArchive(Number(count), Number(values.seed)));
} finally {
  await browser.close();
}

async function measure(archive: BenchArchive): Promise<void> {
  const search = await indexArchive(archive.folder);
  const { url, stop } = await serve(search.folder, '/');
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await page.waitForFunction(() => 'client' in globalThis);
    const outcomes = await askAll(page, archive.queries);
    print(`### ${archive.name}`);
    print(qualityTable(outcomes));
    print(latencyTable(outcomes));
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
