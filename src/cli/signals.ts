/** Exit status of a command that was interrupted, as shells have it: 128 and the number of SIGINT. */
export const INTERRUPTED = 130;

/** Resolves when the process is asked to end: Ctrl-C, or its parent's signal. */
export function shutdownSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
