import type { WriteStream } from 'node:tty';
import { PROGRESS, type Progress } from '../build/progress.ts';

/** Where progress is shown. */
export type ProgressStream = Pick<WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

// Milliseconds: quick commands show nothing; then a line on a terminal changes often, and a log gets few lines.
const DELAY = 2000;
const BETWEEN_UPDATES = 100;
const BETWEEN_LINES = 10_000;
// The time left is shown from here on. The first steps of a phase take longer than the others, as code is loaded and compiled.
const MIN_SHARE_TO_ESTIMATE = 0.1;
const MIN_TO_ESTIMATE = 1000;

let clear = () => {};

/** Shows how far a command is that takes more than two seconds: in one line on a terminal, in a line every ten seconds elsewhere. */
export function showProgress(stream: ProgressStream = process.stderr, now = () => performance.now()): void {
  const started = now();
  const isTerminal = Boolean(stream.isTTY) && process.env.TERM !== 'dumb';
  let phase: string | undefined;
  let phaseStarted = started;
  let updated = isTerminal ? Number.NEGATIVE_INFINITY : started;
  let isShown = false;
  PROGRESS.subscribe((message) => {
    const progress = message as Progress;
    const time = now();
    const isNew = progress.phase !== phase;
    if (isNew) {
      phase = progress.phase;
      phaseStarted = time;
    }
    const isDue = isTerminal
      ? time - started >= DELAY && (isNew || time - updated >= BETWEEN_UPDATES)
      : time - updated >= BETWEEN_LINES;
    if (!isDue) return;
    updated = time;
    const text = progressText(progress, time - phaseStarted);
    if (!isTerminal) stream.write(`nevertwice: ${text}\n`);
    else {
      stream.write(`\r${text.slice(0, (stream.columns || 80) - 1)}\x1b[K`);
      isShown = true;
    }
  });
  clear = () => {
    if (isShown) stream.write('\r\x1b[K');
    isShown = false;
  };
}

/** Removes the line of the progress from a terminal, so that something else can be printed. */
export function clearProgress(): void {
  clear();
}

/**
 * Formats progress: `reading documents: 420 of 1,000, about 3 s left`. `elapsed` is the time since the phase started, in milliseconds.
 * Without the time left until a tenth of the steps is done, and in the first second.
 */
export function progressText({ phase, done, total }: Progress, elapsed: number): string {
  if (total === 0) return phase;
  const count = `${phase}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  if (done / total < MIN_SHARE_TO_ESTIMATE || done === total || elapsed < MIN_TO_ESTIMATE) return count;
  const seconds = Math.max(1, Math.round(((elapsed / done) * (total - done)) / 1000));
  return `${count}, about ${seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left`;
}
