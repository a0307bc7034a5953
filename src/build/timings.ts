import { PerformanceMeasure } from 'node:perf_hooks';

/** A phase of a command, which `--timings` prints. Phases may overlap. */
export interface Phase {
  name: string;
  /** Milliseconds since the start of the process. */
  start: number;
  /** Milliseconds. */
  duration: number;
  /** Memory of this process at the end of the phase, in bytes. */
  memory: number;
}

const PREFIX = 'nevertwice: ';

/** Runs a phase of a command, and records it as a measure of the process, which profilers show, too. */
export async function timed<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    performance.measure(PREFIX + name, { start, detail: process.memoryUsage.rss() });
  }
}

/** Returns the phases that have ended, in the order of their starts. */
export function phases(): Phase[] {
  return performance
    .getEntriesByType('measure')
    .filter((entry) => entry instanceof PerformanceMeasure)
    .filter(({ name }) => name.startsWith(PREFIX))
    .map(({ name, startTime: start, duration, detail }) => ({
      ...{ name: name.slice(PREFIX.length), start, duration },
      memory: Number(detail),
    }));
}
