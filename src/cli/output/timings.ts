import { type Phase, phases } from '../../build/timings.ts';

/**
 * Formats the phases of this process as a table: seconds since its start, seconds taken, and memory in MB. The last line has
 * the processor time and the peak memory of this process with its threads; Pagefind and git are processes of their own.
 */
export function timingsText(found: readonly Phase[] = phases()): string {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const rows = found.map(({ name, start, duration, memory }) =>
    row(name, seconds(start), seconds(duration), megabytes(memory)),
  );
  const total = row('in all', '', seconds(performance.now()), megabytes(maxRSS * 1024));
  const cpu = `processor time ${seconds((userCPUTime + systemCPUTime) / 1000)} s`;
  return `${[row('phase', 'start s', 'time s', 'memory MB'), ...rows, total, cpu].join('\n')}\n`;
}

function row(name: string, ...cells: string[]): string {
  return name.padEnd(20) + cells.map((cell) => cell.padStart(11)).join('');
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
