/**
 * Shows how builds grow with the archive: builds generated archives of each size without a cache, unchanged, and after an edit, prints
 * a Markdown table, and draws the plot of docs/performance.md. `npm run bench:growth -- --n 1000 --n 3000 --n 10000 --n 30000`; `--seed 1`
 * selects the archive, and `--out FILE` writes the plot elsewhere. Every command is a separate process. Requires /proc on Linux.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeCorpus } from './corpus.ts';
import { bytesIn, type Cost, cost } from './cost.ts';
import { type Panel, plotOf } from './plot.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', multiple: true, default: ['1000', '3000', '10000', '30000'] },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: path.resolve(import.meta.dirname, '../docs/images/growth.svg') },
  },
});

/** What an archive of some size took. */
interface Size {
  documents: number;
  cold: Cost;
  unchanged: Cost;
  edited: Cost;
  /** Bytes of the site and the cache. */
  site: number;
  cache: number;
}

const sizes: Size[] = [];
// In a clone, the first build compiles the pages.
await measure(1);
for (const count of values.n) sizes.push(await measure(Number(count)));
const { version, platform } = process;
process.stdout.write(
  `Node ${version} on ${platform}, ${availableParallelism()} cores, one run each\n\n${tableOf(sizes)}`,
);
writeFileSync(values.out, plotOf(panelsOf(sizes)));

/** Builds a generated archive three times. */
async function measure(documents: number): Promise<Size> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-growth-'));
  try {
    const [archive, out, cache] = ['archive', 'site', 'cache'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeCorpus(archive, documents, Number(values.seed));
    const build = ['build', archive, '--out', out, '--cache', cache, '--as-of', '2026-01-01'];
    const cold = await cost(build);
    const unchanged = await cost(build);
    edit(archive);
    const edited = await cost(build);
    return { documents, cold, unchanged, edited, site: bytesIn(out), cache: bytesIn(cache) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Adds a sentence to one document. */
function edit(archive: string): void {
  const files = readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  const file = path.join(archive, files.sort()[Math.floor(files.length / 2)] ?? '');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nA ferry was late as well.\n`);
}

function tableOf(rows: readonly Size[]): string {
  const lines = rows.map(({ documents, cold, unchanged, edited, site, cache }) => {
    const cells = [
      documents.toLocaleString('en'),
      ...[cold, unchanged, edited].map(({ seconds }) => `${seconds.toFixed(1)} s`),
      `${cold.cpuSeconds.toFixed(0)} s`,
      ...[cold, edited].map(({ megabytes }) => `${(megabytes / 1000).toFixed(1)} GB`),
      ...[site, cache].map((bytes) => `${Math.round(bytes / 1e6)} MB`),
    ];
    return `| ${cells.join(' | ')} |\n`;
  });
  return `| documents | without a cache | nothing changed | one edit | processor time, without a cache | memory, without a cache | memory, one edit | site | cache |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${lines.join('')}`;
}

function panelsOf(rows: readonly Size[]): Panel[] {
  const line = (title: string, amountOf: (size: Size) => number) => ({
    title,
    points: rows.map((size) => [size.documents, amountOf(size)] as const),
  });
  return [
    {
      title: 'Seconds',
      lines: [
        line('without a cache', ({ cold }) => cold.seconds),
        line('one edit', ({ edited }) => edited.seconds),
        line('nothing changed', ({ unchanged }) => unchanged.seconds),
      ],
    },
    {
      title: 'GB of memory, all processes',
      lines: [
        line('without a cache', ({ cold }) => cold.megabytes / 1000),
        line('one edit', ({ edited }) => edited.megabytes / 1000),
      ],
    },
    {
      title: 'GB of files',
      lines: [line('site', ({ site }) => site / 1e9), line('cache', ({ cache }) => cache / 1e9)],
    },
  ];
}
