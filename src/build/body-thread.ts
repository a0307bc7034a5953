import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Question } from './body-messages.ts';

/** Limits for reading one document: processor time, and memory in excess of what the process used before. */
export interface Budget {
  seconds: number;
  megabytes: number;
}

/** A worker thread that parses and renders bodies; see `body-worker.ts`. It answers questions in their order. */
export interface Thread {
  /**
   * Returns the thread's answer. It is an error if the thread failed or exceeded its budget, and `lost` if that
   * happened with an earlier question. After either, the thread no longer answers.
   */
  ask(question: Question): Promise<Exclude<Answer, 'ready'> | 'lost'>;
  /** Number of questions without an answer. */
  readonly pending: number;
  readonly hasEnded: boolean;
  /** Terminates the thread. Questions that wait for an answer never get one. */
  end(): Promise<unknown>;
}

export class OutOfTime extends Error {}
class OutOfMemory extends Error {}

// Time between checks of the budget, in milliseconds.
const INTERVAL = 50;

// The source, or the file that it is compiled to, which has the same folder and name in a package.
const WORKER = new URL(`../build/body-worker${path.extname(import.meta.url)}`, import.meta.url);

// Collecting young objects in spaces of 8 MB instead of V8's default takes no longer, and saves 80 MB with 1,000 documents.
// The old generation has no limit: a single allocation above it would end the whole process.
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

/** Starts a thread. */
export function startThread({ seconds, megabytes }: Budget): Thread {
  const worker = new Worker(WORKER, { resourceLimits });
  const waiting: ((answer: Exclude<Answer, 'ready'> | 'lost') => void)[] = [];
  let isReady = false;
  let ended: Error | undefined;
  /** What was used when the question in work was first seen. Not measured for each question, most of which take 1 ms. */
  let before: Budget | undefined;
  let timer: NodeJS.Timeout | undefined;
  const check = () => {
    // The code of the thread is loaded first, which is not due to the document.
    if (!isReady) return;
    const used = { seconds: secondsOfWork(), megabytes: megabytesInUse() };
    before ??= used;
    if (used.seconds - before.seconds > seconds) end(new OutOfTime());
    else if (used.megabytes - before.megabytes > megabytes) end(new OutOfMemory());
  };
  const settle = () => {
    before = undefined;
    if (waiting.length > 0) return;
    clearInterval(timer);
    timer = undefined;
    // An idle thread must not keep the process alive.
    worker.unref();
  };
  const end = (error: Error) => {
    if (ended) return;
    ended = error;
    // Does not wait, as native code is not interrupted.
    void worker.terminate();
    const [first, ...others] = waiting.splice(0);
    first?.({ error });
    for (const other of others) other('lost');
    settle();
  };
  worker.on('message', (answer: Answer) => {
    if (answer === 'ready') {
      isReady = true;
      return;
    }
    // The thread's state is unknown after an error.
    if (answer !== 'gone' && 'error' in answer) return end(answer.error);
    waiting.shift()?.(answer);
    settle();
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('The worker thread has ended')));
  worker.unref();
  return {
    get pending() {
      return waiting.length;
    },
    get hasEnded() {
      return ended !== undefined;
    },
    ask(question) {
      if (ended) return Promise.resolve('lost');
      timer ??= setInterval(check, INTERVAL);
      worker.ref();
      worker.postMessage(question);
      return new Promise((resolve) => waiting.push(resolve));
    },
    end() {
      ended ??= new Error('The worker thread was closed');
      clearInterval(timer);
      return worker.terminate();
    },
  };
}

/** Returns processor time rather than clock time, which depends on what else the machine does. */
function secondsOfWork(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Returns the memory of the whole process; while one document is read, nothing else allocates much. */
function megabytesInUse(): number {
  return process.memoryUsage.rss() / 1e6;
}

/** Returns whether a thread failed because it ran out of memory. */
export function isOutOfMemory(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof OutOfMemory || code === 'ERR_WORKER_OUT_OF_MEMORY';
}
