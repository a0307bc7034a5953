/** Exit status of an interrupted command, as in shells: 128 plus the number of SIGINT. */
export const INTERRUPTED = 130;

/** Resolves when the process is told to stop: Ctrl-C or SIGTERM. */
export function shutdownSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** Tells when the process is told to stop, so that work can end between two files, and no file is left incomplete. */
export function interruption(): { isInterrupted: boolean } {
  const state = { isInterrupted: false };
  void shutdownSignal().then(() => {
    state.isInterrupted = true;
  });
  return state;
}
