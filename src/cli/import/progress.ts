/** Milliseconds between two updates. */
const INTERVAL = 100;

/** Shows on a terminal how many of some files are done. */
export function progress(total: number, stream: NodeJS.WriteStream = process.stderr) {
  let done = 0;
  let shown = 0;
  return {
    step(): void {
      done += 1;
      if (!stream.isTTY || Date.now() - shown < INTERVAL) return;
      shown = Date.now();
      stream.write(`\r${done} of ${total}`);
    },
    /** Removes the line. */
    clear(): void {
      if (shown === 0) return;
      shown = 0;
      stream.write(`\r${' '.repeat(String(total).length * 2 + 4)}\r`);
    },
  };
}
