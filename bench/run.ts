/**
 * Times `check` and `build` on a generated archive and prints a Markdown table: `npm run bench -- --n 1000 --runs 3`.
 * Every command is a separate process. The runs of all commands are interleaved, so that slow moments of the machine
 * affect all of them, and the files are in the page cache: "cold" only refers to Nevertwice's own cache. Requires /proc
 * on Linux.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { median } from 'd3-array';
import { writeCorpus } from './corpus.ts';
import { bytesIn, type Cost, cost } from './cost.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
const [count, runs, seed] = [Number(values.n), Number(values.runs), Number(values.seed)];

const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-bench-'));
try {
  const [archive = '', out = '', cold = '', cache = ''] = ['archive', 'site', 'cold', 'cache'].map((name) =>
    path.join(folder, name),
  );
  writeCorpus(archive, count, seed);
  const build = ['build', archive, '--out', out, '--as-of', '2026-01-01'];
  const check = ['check', archive, '--as-of', '2026-01-01'];
  const commands: Record<string, string[]> = {
    'check, cold': [...check, '--cache', cold],
    'check, nothing changed': [...check, '--cache', cache],
    'build, cold': [...build, '--cache', cold],
    'build, nothing changed': [...build, '--cache', cache],
  };
  // A warm-up run reads the files and fills the cache.
  for (const args of Object.values(commands)) await cost(args);
  const costs = new Map(Object.keys(commands).map((name) => [name, [] as Cost[]]));
  for (let run = 0; run < runs; run++) {
    for (const [name, args] of Object.entries(commands)) {
      for (const made of [out, cold]) rmSync(made, { recursive: true, force: true });
      costs.get(name)?.push(await cost(args));
    }
  }
  report(costs, bytesIn(archive));
} finally {
  rmSync(folder, { recursive: true });
}

function report(costs: ReadonlyMap<string, readonly Cost[]>, bytes: number): void {
  const base = median([...costs.values()][0] ?? [], ({ seconds }) => seconds) ?? Number.NaN;
  const rows = [...costs].map(([name, all]) => {
    const of = (key: keyof Cost) => all.map((it) => it[key]);
    const seconds = median(of('seconds')) ?? Number.NaN;
    const range = `${Math.min(...of('seconds')).toFixed(1)}–${Math.max(...of('seconds')).toFixed(1)}`;
    const cells = [
      name,
      `${seconds.toFixed(1)} s (${range})`,
      `${(median(of('cpuSeconds')) ?? Number.NaN).toFixed(1)} s`,
      `${Math.round(Math.max(...of('megabytes')))} MB`,
      `${Math.round(count / seconds)}`,
      `${(seconds / base).toFixed(1)}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  process.stdout.write(`${count} documents of ${(bytes / count / 1000).toFixed(1)} KB, Node ${process.version}, ${availableParallelism()} cores; \
median of ${runs} (least–most)

| | time | processor time | peak memory | documents a second | times check |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`);
}
