import { availableParallelism } from 'node:os';
import type { Finding } from '../diagnostics/rules.ts';
import type { BodyInput } from '../postmortem/body/parse.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { placeTable } from '../postmortem/frontmatter/places.ts';
import type { Target } from '../postmortem/html/references.ts';
import { LIMITS } from '../postmortem/limits/limits.ts';
import { HELD_TREES, type PlainParsed, type RenderedBody } from './body-messages.ts';
import { type Budget, isOutOfMemory, OutOfTime, startThread, type Thread } from './body-thread.ts';
import { faultOf } from './fault.ts';

/** The reason why a document was not read. */
export interface Skipped {
  failure: Finding;
}

/**
 * Reads bodies in worker threads. A document that takes too much time or memory, or on which the code fails, is skipped; the
 * others are still read. Several documents may be in work at a time: see `concurrency`.
 */
export interface BodyReader {
  /** Parses a body; `texts` says whether to return its plain text. */
  parse(document: BodyInput, settings: DocumentSettings, texts: boolean): Promise<PlainParsed | Skipped>;
  /** Renders a body as HTML. Parses it first unless it is one of the last that were parsed. */
  render(
    document: BodyInput,
    settings: DocumentSettings,
    targets: ReadonlyMap<string, Target>,
  ): Promise<RenderedBody | Skipped>;
  /** Number of documents in work at a time that keeps all threads busy. */
  readonly concurrency: number;
  /** Starts a thread, if there is none. */
  start(): void;
  /** Announces a number of documents, for as many threads as pay off. */
  expect(documents: number): void;
  /** Terminates the threads; the next document starts a new one. */
  close(): Promise<void>;
}

let shared: BodyReader | undefined;

/** Returns the reader of this process. It is shared, as starting a thread takes longer than reading a small archive. */
export function sharedReader(): BodyReader {
  shared ??= bodyReader();
  return shared;
}

// Starting a thread takes as long as reading this many documents.
const DOCUMENTS_PER_THREAD = 200;
// More threads only wait for the one that asks them.
const MOST_THREADS = 6;

/** Creates a reader. A skipped document terminates its thread; the next one starts a new one. */
export function bodyReader(budget: Budget = LIMITS): BodyReader {
  let size = 1;
  let threads: Thread[] = [];
  /** Threads that were asked to parse a document, and the tickets of its trees there. */
  const holders = new WeakMap<BodyInput, { thread: Thread; ticket: number }>();
  let tickets = 0;

  const idlest = (): Thread => {
    threads = threads.filter(({ hasEnded }) => !hasEnded);
    while (threads.length < size) threads.push(startThread(budget));
    return threads.reduce((best, thread) => (thread.pending < best.pending ? thread : best));
  };
  const parse = async (document: BodyInput, settings: DocumentSettings, texts: boolean): Promise<Parsed> => {
    const { id, file, path, valid, frontmatter, placeOf, split } = document;
    const { body = '', bodyLine, opening, end } = split;
    const places = placeTable(valid, placeOf);
    const plain = { body, bodyLine, opening, end };
    const source = { id, file, path, valid, ...(frontmatter && { frontmatter }), split: plain, places };
    const holder = { thread: idlest(), ticket: tickets++ };
    holders.set(document, holder);
    const answer = await holder.thread.ask({ kind: 'parse', ticket: holder.ticket, source, settings, texts });
    // Another document ended the thread.
    if (answer === 'lost') return parse(document, settings, texts);
    if (answer === 'gone' || 'rendered' in answer) throw new Error('The worker thread gave an unexpected answer');
    return answer;
  };
  const render = async (
    document: BodyInput,
    settings: DocumentSettings,
    targets: ReadonlyMap<string, Target>,
    plain: boolean,
  ): Promise<Printed> => {
    const holder = holders.get(document);
    const answer = await (holder?.thread.ask({ kind: 'render', ticket: holder.ticket, targets, plain }) ?? 'gone');
    if (answer === 'lost' || answer === 'gone') {
      const parsed = await parse(document, settings, false);
      return 'error' in parsed ? parsed : render(document, settings, targets, plain);
    }
    if ('parsed' in answer) throw new Error('The worker thread gave an unexpected answer');
    return answer;
  };
  return {
    async parse(document, settings, texts) {
      const answer = await parse(document, settings, texts);
      return 'parsed' in answer ? answer.parsed : skippedFor(answer, budget, document);
    },
    async render(document, settings, targets) {
      const answer = await render(document, settings, targets, false);
      if ('rendered' in answer) return inFile(answer.rendered, document.split.bodyLine);
      // Tries again without highlighting.
      const plain = await render(document, settings, targets, true);
      return 'rendered' in plain
        ? { ...plain.rendered, slow: [document.split.opening] }
        : skippedFor(plain, budget, document);
    },
    start() {
      if (threads.length === 0) threads.push(startThread(budget));
    },
    get concurrency() {
      return size * (HELD_TREES / 2);
    },
    expect(documents) {
      // The thread that asks needs a core, too.
      const most = Math.min(availableParallelism() - 1, MOST_THREADS, documents / DOCUMENTS_PER_THREAD);
      size = Math.max(1, Math.floor(most));
    },
    async close() {
      const ending = threads.map((thread) => thread.end());
      threads = [];
      await Promise.all(ending);
    },
  };
}

type Parsed = { parsed: PlainParsed } | { error: Error };
type Printed = { rendered: RenderedBody } | { error: Error };

/** Converts places in the body to places in the file. */
function inFile(rendered: RenderedBody, bodyLine: number): RenderedBody {
  const shift = bodyLine - 1;
  const slow = rendered.slow.map((place) => ({ ...place, line: place.line + shift, endLine: place.endLine + shift }));
  return { ...rendered, slow };
}

function skippedFor({ error }: { error: Error }, { seconds, megabytes }: Budget, document: BodyInput): Skipped {
  const place = document.split.opening;
  const help = 'Make it shorter or simpler. If it is an ordinary postmortem, please report a bug in Nevertwice.';
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
