import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Finding } from '../diagnostics/rules.ts';
import type { ParsedFrontmatter } from '../postmortem/body/parse.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { placeTable } from '../postmortem/frontmatter/places.ts';
import type { PartialFrontmatter } from '../postmortem/frontmatter/schema.ts';
import type { Target } from '../postmortem/html/references.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import { LIMITS } from '../postmortem/limits/limits.ts';
import type { Answer, PlainParsed, Question } from './body-messages.ts';
import { faultOf } from './fault.ts';

/** Why a document was given up. */
export interface GivenUp {
  failure: Finding;
}

/**
 * Reads bodies, one after the other, in a thread that can be ended: a document that takes too much time or memory, or that
 * the code fails on, is given up, and all others are read.
 */
export interface BodyReader {
  /** `texts` says whether the text of the body is wanted. */
  parse(head: ParsedFrontmatter, settings: DocumentSettings, texts: boolean): Promise<PlainParsed | GivenUp>;
  render(
    head: ParsedFrontmatter,
    settings: DocumentSettings,
    targets: ReadonlyMap<string, Target>,
  ): Promise<Rendered | GivenUp>;
  /** Ends the thread; the next document gets a new one. */
  close(): Promise<void>;
}

let shared: BodyReader | undefined;

/** The reader of this process: its thread takes longer to start than a small archive to be read. */
export function sharedReader(): BodyReader {
  shared ??= bodyReader();
  return shared;
}

/** Of processor time, and of objects in memory. */
export interface Budget {
  seconds: number;
  megabytes: number;
}

/** A reader whose thread is started at once, and again after a document that was given up. */
export function bodyReader(budget: Budget = LIMITS): BodyReader {
  let thread: Thread | undefined = startThread(budget);
  /** The document whose tree the thread has. */
  let held: ParsedFrontmatter | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(task: () => Promise<Result>): Promise<Result> => {
    const result = last.then(task, task);
    last = result;
    return result;
  };

  const ask = async (question: Question): Promise<Exclude<Answer, 'ready'>> => {
    thread ??= startThread(budget);
    const answer = await thread.ask(question);
    if ('error' in answer) {
      held = undefined;
      // After an error it may still be there, but nobody knows in which state. It is not waited for: what is no JavaScript
      // ends when it is done.
      thread.end();
      thread = undefined;
    }
    return answer;
  };
  const parse = async (head: ParsedFrontmatter, settings: DocumentSettings, texts: boolean) => {
    const { id, file, path, known, frontmatter, placeOf, split } = head;
    const { body = '', bodyLine, opening, end } = split;
    const places = placeTable(pathsOf(known), placeOf);
    const plain = { body, bodyLine, opening, end };
    const source = { id, file, path, known, ...(frontmatter && { frontmatter }), split: plain, places };
    const answer = await ask({ kind: 'parse', source, settings, texts });
    if (!('error' in answer)) held = head;
    return answer;
  };
  const render = async (
    head: ParsedFrontmatter,
    settings: DocumentSettings,
    targets: ReadonlyMap<string, Target>,
    plain: boolean,
  ) => {
    const parsed = held === head ? undefined : await parse(head, settings, false);
    return parsed && 'error' in parsed ? parsed : ask({ kind: 'render', targets, plain });
  };
  return {
    parse(head, settings, texts) {
      return inTurn(async () => {
        const answer = await parse(head, settings, texts);
        return 'parsed' in answer ? answer.parsed : givenUpFor(answer, budget, head);
      });
    },
    render(head, settings, targets) {
      return inTurn(async () => {
        const answer = await render(head, settings, targets, false);
        if ('rendered' in answer) return inFile(answer.rendered, head.split.bodyLine);
        // What cannot be coloured can still be read.
        const plain = await render(head, settings, targets, true);
        return 'rendered' in plain
          ? { ...plain.rendered, slow: [head.split.opening] }
          : givenUpFor(plain, budget, head);
      });
    },
    close() {
      return inTurn(async () => {
        await thread?.end();
        [thread, held] = [undefined, undefined];
      });
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

/** What was rendered, with places in the file instead of its body. */
function inFile(rendered: Rendered, bodyLine: number): Rendered {
  const shift = bodyLine - 1;
  const slow = rendered.slow.map((place) => ({ ...place, line: place.line + shift, endLine: place.endLine + shift }));
  return { ...rendered, slow };
}

interface Thread {
  ask(question: Question): Promise<Exclude<Answer, 'ready'>>;
  end(): Promise<unknown>;
}

class OutOfTime extends Error {}
class OutOfMemory extends Error {}

// How often time and memory are looked at, in milliseconds.
const INTERVAL = 50;

// The source, or what it is compiled to: the same folder and name in a package.
const WORKER = new URL(`../build/body-worker${path.extname(import.meta.url)}`, import.meta.url);

// Without `resourceLimits`: where a single allocation is over them, the whole process ends.
function startThread({ seconds, megabytes }: Budget): Thread {
  const worker = new Worker(WORKER);
  let pending: ((answer: Answer) => void) | undefined;
  let ended: Error | undefined;
  const end = (error: Error) => {
    ended ??= error;
    pending?.({ error });
  };
  worker.on('message', (answer: Answer) => pending?.(answer));
  worker.on('error', end);
  worker.on('exit', () => end(new Error('The thread has ended')));
  const next = () =>
    new Promise<Answer>((resolve) => {
      pending = resolve;
      if (ended) resolve({ error: ended });
    });
  // To load the code is no document's fault.
  const ready = next();
  // A thread that nobody waits for keeps no process alive.
  worker.unref();
  return {
    async ask(question) {
      worker.ref();
      const start = await ready;
      worker.unref();
      if (start !== 'ready') throw 'error' in start ? start.error : new Error('The thread has not started');
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

/** Of the process: while a document is read, nothing else takes more. */
function megabytesInUse(): number {
  return process.memoryUsage.rss() / 1e6;
}

function isOutOfMemory(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof OutOfMemory || code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function givenUpFor(
  answer: Exclude<Answer, 'ready'>,
  { seconds, megabytes }: Budget,
  head: ParsedFrontmatter,
): GivenUp {
  const place = head.split.opening;
  const error = 'error' in answer ? answer.error : new Error('The thread has answered something else');
  const help = 'Make it shorter or simpler; if it is an ordinary postmortem, report it as a fault of Nevertwice.';
  if (error instanceof OutOfTime) {
    const message = `Unexpected document that takes more than ${seconds} seconds of processor time to read`;
    return { failure: { rule: 'over-limit', place, message, help } };
  }
  if (isOutOfMemory(error)) {
    const message = `Unexpected document that takes more than ${megabytes} megabytes of memory to read`;
    return { failure: { rule: 'over-limit', place, message, help } };
  }
  return { failure: faultOf(error, place) };
}
