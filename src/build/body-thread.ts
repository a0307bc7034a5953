import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Question } from './body-messages.ts';

/** Limits for reading one document: processor time, and memory in excess of what the process used before. */
export interface Budget {
  seconds: number;
  megabytes: number;
}

/** A worker thread that parses and renders bodies; see `body-worker.ts`. */
export interface Thread {
  /** Returns the thread's answer, or an error if it failed or exceeded its budget. */
  ask(question: Question): Promise<Exclude<Answer, 'ready'>>;
  /** Terminates the thread. */
  end(): Promise<unknown>;
}

export class OutOfTime extends Error {}
class OutOfMemory extends Error {}

// Time between checks of the budget, in milliseconds.
const INTERVAL = 50;

// The source, or the file that it is compiled to, which has the same folder and name in a package.
const WORKER = new URL(`../build/body-worker${path.extname(import.meta.url)}`, import.meta.url);

/**
 * Starts a thread. Does not use `resourceLimits`: a single allocation above them would end the whole process.
 */
export function startThread({ seconds, megabytes }: Budget): Thread {
  const worker = new Worker(WORKER);
  let pending: ((answer: Answer) => void) | undefined;
  let ended: Error | undefined;
  const end = (error: Error) => {
    ended ??= error;
    pending?.({ error });
  };
  worker.on('message', (answer: Answer) => pending?.(answer));
  worker.on('error', end);
  worker.on('exit', () => end(new Error('The worker thread has ended')));
  const next = () =>
    new Promise<Answer>((resolve) => {
      pending = resolve;
      if (ended) resolve({ error: ended });
    });
  // Waits for the code to load before measuring, as that is not due to the document.
  const ready = next();
  // An idle thread must not keep the process alive.
  worker.unref();
  return {
    async ask(question) {
      worker.ref();
      const start = await ready;
      worker.unref();
      if (start !== 'ready') throw 'error' in start ? start.error : new Error('The worker thread has not started');
      const answered = next();
      const before = { seconds: secondsOfWork(), megabytes: megabytesInUse() };
      let timer: NodeJS.Timeout | undefined;
      const exceeded = new Promise<Answer>((resolve) => {
        timer = setInterval(() => {
          if (secondsOfWork() - before.seconds > seconds) resolve({ error: new OutOfTime() });
          if (megabytesInUse() - before.megabytes > megabytes) resolve({ error: new OutOfMemory() });
        }, INTERVAL);
      });
      worker.postMessage(question);
      const answer = await Promise.race([answered, exceeded]);
      clearInterval(timer);
      return answer === 'ready' ? { error: new Error('The worker thread has not answered') } : answer;
    },
    end: () => worker.terminate(),
  };
}

/** Returns processor time rather than clock time, which depends on what else the machine does. */
function secondsOfWork(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Returns the memory of the whole process; while a document is read, nothing else allocates much. */
function megabytesInUse(): number {
  return process.memoryUsage.rss() / 1e6;
}

/** Returns whether a thread failed because it ran out of memory. */
export function isOutOfMemory(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof OutOfMemory || code === 'ERR_WORKER_OUT_OF_MEMORY';
}
