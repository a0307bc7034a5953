import { Worker } from 'node:worker_threads';
import { OPENING } from '../diagnostics/diagnostic.ts';
import type { Finding } from '../diagnostics/rules.ts';
import type { Target } from '../postmortem/html/references.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import { LIMITS } from '../postmortem/limits/limits.ts';
import type { DocumentSettings, Head } from '../postmortem/parse.ts';
import { placeTable } from '../postmortem/places.ts';
import type { PartialFrontmatter } from '../postmortem/schema.ts';
import type { Answer, PlainParsed, Question } from './body-messages.ts';

/** Why a document was given up. */
export interface Failure {
  failure: Finding;
}

/**
 * Reads bodies, one at a time, in a thread that can be ended: a document that takes too much time or memory, or that the
 * code fails on, is given up, and all others are read.
 */
export interface BodyReader {
  /** `texts` says whether the text of the body is wanted. */
  parse(head: Head, settings: DocumentSettings, texts: boolean): Promise<PlainParsed | Failure>;
  render(head: Head, settings: DocumentSettings, targets: ReadonlyMap<string, Target>): Promise<Rendered | Failure>;
  close(): Promise<void>;
}

/** A reader whose thread is started at once, and again after a document that was given up. */
export function bodyReader(): BodyReader {
  let thread: Thread | undefined = startThread();
  let isFresh = true;
  /** The document whose tree the thread has. */
  let held: Head | undefined;

  const ask = async (question: Question): Promise<Exclude<Answer, 'ready'>> => {
    thread ??= startThread();
    const answer = await thread.ask(question);
    isFresh = 'error' in answer;
    if (isFresh) {
      held = undefined;
      // After an error it may still be there, but nobody knows in which state. It is not waited for: what is no JavaScript
      // ends when it is done.
      thread.end();
      thread = undefined;
    }
    return answer;
  };
  const parse = async (head: Head, settings: DocumentSettings, texts: boolean) => {
    const { id, file, path, known, frontmatter, placeOf, split } = head;
    const { body = '', bodyLine } = split;
    const places = placeTable(pathsOf(known), placeOf);
    const source = { id, file, path, known, ...(frontmatter && { frontmatter }), body, bodyLine, places };
    const answer = await ask({ kind: 'parse', source, settings, texts });
    if (!('error' in answer)) held = head;
    return answer;
  };
  const render = async (
    head: Head,
    settings: DocumentSettings,
    targets: ReadonlyMap<string, Target>,
    plain: boolean,
  ) => {
    const parsed = held === head ? undefined : await parse(head, settings, false);
    return parsed && 'error' in parsed ? parsed : ask({ kind: 'render', targets, plain });
  };
  /** Asks again where a thread that has read others before has no memory left. */
  const fairly = async (task: () => Promise<Exclude<Answer, 'ready'>>) => {
    const wasFresh = isFresh;
    const answer = await task();
    return 'error' in answer && isOutOfMemory(answer.error) && !wasFresh ? task() : answer;
  };
  return {
    async parse(head, settings, texts) {
      const answer = await fairly(() => parse(head, settings, texts));
      return 'parsed' in answer ? answer.parsed : failureOf(answer);
    },
    async render(head, settings, targets) {
      const answer = await fairly(() => render(head, settings, targets, false));
      if ('rendered' in answer) return answer.rendered;
      // What cannot be coloured can still be read.
      const plain = await fairly(() => render(head, settings, targets, true));
      return 'rendered' in plain ? { ...plain.rendered, slow: [OPENING] } : failureOf(plain);
    },
    async close() {
      await thread?.end();
      thread = undefined;
    },
  };
}

/** The keys of a frontmatter and the items of its lists. */
function pathsOf(frontmatter: PartialFrontmatter): PropertyKey[][] {
  return Object.entries(frontmatter).flatMap(([key, value]) => {
    const items = Array.isArray(value) ? value.map((_, index) => [key, index]) : [];
    return [[key], ...items];
  });
}

interface Thread {
  ask(question: Question): Promise<Exclude<Answer, 'ready'>>;
  end(): Promise<unknown>;
}

class OutOfTime extends Error {}

// How often the time is looked at, in milliseconds.
const INTERVAL = 50;

function startThread(): Thread {
  const worker = new Worker(new URL('./body-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.megabytes },
  });
  const next = () =>
    new Promise<Answer>((resolve) => {
      const answer = (given: Answer) => {
        worker.off('message', answer);
        worker.off('error', fail);
        resolve(given);
      };
      const fail = (error: Error) => answer({ error });
      worker.on('message', answer);
      worker.on('error', fail);
    });
  // To load the code is no document's fault.
  const ready = next();
  return {
    async ask(question) {
      const start = await ready;
      if (start !== 'ready') throw 'error' in start ? start.error : new Error('The thread has not started');
      const answered = next();
      // An idle thread keeps no process alive, but who waits for an answer does.
      worker.unref();
      const began = secondsOfWork();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<Answer>((resolve) => {
        timer = setInterval(() => {
          if (secondsOfWork() - began > LIMITS.seconds) resolve({ error: new OutOfTime() });
        }, INTERVAL);
      });
      worker.postMessage(question);
      const answer = await Promise.race([answered, late]);
      clearInterval(timer);
      return answer === 'ready' ? { error: new Error('The thread has not answered') } : answer;
    },
    end: () => worker.terminate(),
  };
}

/** Of the processor, not of a clock: on a machine that is busy with other things, a document has not taken longer. */
function secondsOfWork(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function isOutOfMemory(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function failureOf(answer: Exclude<Answer, 'ready'>): Failure {
  const error = 'error' in answer ? answer.error : new Error('The thread has answered something else');
  const help = 'Make it shorter or simpler; if it is an ordinary postmortem, report it as a fault of Nevertwice.';
  if (error instanceof OutOfTime) {
    const message = `Unexpected document that takes more than ${LIMITS.seconds} seconds to read, expected one that takes up to two`;
    return { failure: { rule: 'over-limit', place: OPENING, message, help } };
  }
  if (isOutOfMemory(error) || error instanceof RangeError) {
    const message = `Unexpected document that takes more than ${LIMITS.megabytes} megabytes of memory to read`;
    return { failure: { rule: 'over-limit', place: OPENING, message, help } };
  }
  const [, place = ''] = /([\w-]+\.ts:\d+)/.exec(error.stack ?? '') ?? [];
  const message = `Nevertwice fails on this document: ${error.message}${place && ` (${place})`}`;
  const report = 'This is a fault of Nevertwice: report it with the document.';
  return { failure: { rule: 'unreadable-file', place: OPENING, message, help: report } };
}
