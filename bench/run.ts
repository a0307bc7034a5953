/**
 * Times `check` and `build` on a made-up archive and prints a Markdown table: `npm run bench -- --n 1000 --runs 3`.
 * Every command is a process of its own, the runs of all commands are interleaved, so that a slow moment of the machine
 * hits all of them, and the files have been read before: "cold" is said of Nevertwice's own cache. Needs Linux's /proc.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { median } from 'd3-array';
import { writeCorpus } from './corpus.ts';

interface Cost {
  seconds: number;
  /** Of all its processes, user and system. */
  cpuSeconds: number;
  /** The most that its processes have held together, shared pages counted once for each. */
  megabytes: number;
}

const BIN = path.resolve(import.meta.dirname, '../bin/nevertwice.js');
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
  const [archive, out, cache] = ['archive', 'site', 'cache'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeCorpus(archive, count, seed);
  const build = ['build', archive, '--out', out, '--as-of', '2026-01-01'];
  const commands: Record<string, string[]> = {
    check: ['check', archive, '--as-of', '2026-01-01'],
    'build, cold': build,
    'build, nothing changed since the last with `--cache`': [...build, '--cache', cache],
  };
  // Untimed: files are read for the first time, and the cache is filled.
  for (const args of Object.values(commands)) await cost(args);
  const costs = new Map(Object.keys(commands).map((name) => [name, [] as Cost[]]));
  for (let run = 0; run < runs; run++) {
    for (const [name, args] of Object.entries(commands)) {
      rmSync(out, { recursive: true, force: true });
      costs.get(name)?.push(await cost(args));
    }
  }
  report(costs, bytesIn(archive));
} finally {
  rmSync(folder, { recursive: true });
}

/** Runs the command line to its end. Throws where that is not a good one. */
async function cost(args: readonly string[]): Promise<Cost> {
  const cpuBefore = cpuOfChildren();
  const start = performance.now();
  // A process group of its own, by which its processes are found.
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  let megabytes = 0;
  const sampling = setInterval(() => {
    megabytes = Math.max(megabytes, megabytesOf(child.pid));
  }, 50);
  const status = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(sampling);
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`nevertwice ${args.join(' ')} ended with ${status}\n${errors}`);
  return { seconds, cpuSeconds: cpuOfChildren() - cpuBefore, megabytes };
}

/** Fields of /proc/PID/stat from the third on, as proc(5) numbers them from 3. */
function statOf(pid: string): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Processor time of this process' children that have ended, in seconds. */
function cpuOfChildren(): number {
  const fields = statOf('self');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** What the processes of a group hold in memory now. */
function megabytesOf(group: number | undefined): number {
  let pages = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = statOf(pid);
      if (Number(fields[2]) === group) pages += Number(fields[21]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return (pages * 4096) / 1e6;
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

function bytesIn(archive: string): number {
  const files = readdirSync(archive, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}
