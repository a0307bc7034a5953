import { channel } from 'node:diagnostics_channel';

/** How far a command is. */
export interface Progress {
  /** What is being done, such as `reading documents`. */
  phase: string;
  done: number;
  /** Number of steps; 0 if they cannot be counted. */
  total: number;
}

/** Publishes a `Progress` after each step, for commands that show it. */
export const PROGRESS = channel('nevertwice:progress');

/** Announces a phase. Returns a function to call after each of its steps. */
export function startPhase(phase: string, total = 0): () => void {
  let done = 0;
  const publish = () => {
    if (PROGRESS.hasSubscribers) PROGRESS.publish({ phase, done, total } satisfies Progress);
  };
  publish();
  return () => {
    done += 1;
    publish();
  };
}
