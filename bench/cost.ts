import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** What a command took. */
export interface Cost {
  seconds: number;
  /** Processor time of all its processes, user and system. */
  cpuSeconds: number;
  /** Peak memory of all its processes together, with shared pages counted once per process. */
  megabytes: number;
}

const BIN = path.resolve(import.meta.dirname, '../bin/nevertwice.js');

/** Runs the command line of Nevertwice to its end. Throws if it fails. Requires /proc on Linux. */
export async function cost(args: readonly string[]): Promise<Cost> {
  const cpuBefore = cpuOfChildren();
  const start = performance.now();
  // Uses a separate process group, to find all processes of the command.
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
  if (status !== 0) throw new Error(`nevertwice ${args.join(' ')} exited with status ${status}\n${errors}`);
  return { seconds, cpuSeconds: cpuOfChildren() - cpuBefore, megabytes };
}

/** Returns the bytes of all files in a folder and its subfolders. */
export function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}

/** Returns the fields of /proc/PID/stat from the third on, which proc(5) numbers from 3. */
function statOf(pid: string): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Returns the processor time of this process's ended children, in seconds. */
function cpuOfChildren(): number {
  const fields = statOf('self');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Returns the current memory of the processes of a group. */
function megabytesOf(group: number | undefined): number {
  let pages = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = statOf(pid);
      if (Number(fields[2]) === group) pages += Number(fields[21]);
    } catch {
      // The process has ended in the meantime.
    }
  }
  return (pages * 4096) / 1e6;
}
