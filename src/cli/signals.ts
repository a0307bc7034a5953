/** Exit status of an interrupted command, as in shells: 128 plus the number of SIGINT. */
export const INTERRUPTED = 130;

/** Resolves when the process is told to stop: Ctrl-C or SIGTERM. */
export function shutdownSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
