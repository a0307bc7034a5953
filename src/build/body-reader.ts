import type { Finding } from '../diagnostics/rules.ts';
import type { BodyInput } from '../postmortem/body/parse.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { placeTable } from '../postmortem/frontmatter/places.ts';
import type { PartialFrontmatter } from '../postmortem/frontmatter/schema.ts';
import type { Target } from '../postmortem/html/references.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import { LIMITS } from '../postmortem/limits/limits.ts';
import type { Answer, PlainParsed, Question } from './body-messages.ts';
import { type Budget, isOutOfMemory, OutOfTime, startThread, type Thread } from './body-thread.ts';
import { faultOf } from './fault.ts';

/** The reason why a document was not read. */
export interface Skipped {
  failure: Finding;
}

/**
 * Reads bodies one by one in a worker thread. A document that takes too much time or memory, or on which the code fails,
 * is skipped; the others are still read.
 */
export interface BodyReader {
  /** Parses a body; `texts` says whether to return its plain text. */
  parse(document: BodyInput, settings: DocumentSettings, texts: boolean): Promise<PlainParsed | Skipped>;
  /** Renders a body as HTML, parsing it first if it is not the last one parsed. */
  render(
    document: BodyInput,
    settings: DocumentSettings,
    targets: ReadonlyMap<string, Target>,
  ): Promise<Rendered | Skipped>;
  /** Terminates the thread; the next document starts a new one. */
  close(): Promise<void>;
}

let shared: BodyReader | undefined;

/** Returns the reader of this process. It is shared, as starting the thread takes longer than reading a small archive. */
export function sharedReader(): BodyReader {
  shared ??= bodyReader();
  return shared;
}

/** Creates a reader and starts its thread. A skipped document terminates the thread; the next one starts a new one. */
export function bodyReader(budget: Budget = LIMITS): BodyReader {
  let thread: Thread | undefined = startThread(budget);
  /** The document whose tree is in the thread. */
  let held: BodyInput | undefined;
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
      // The thread's state is unknown after an error. Does not wait for its end, as native code is not interrupted.
      thread.end();
      thread = undefined;
    }
    return answer;
  };
  const parse = async (document: BodyInput, settings: DocumentSettings, texts: boolean) => {
    const { id, file, path, valid, frontmatter, placeOf, split } = document;
    const { body = '', bodyLine, opening, end } = split;
    const places = placeTable(pathsOf(valid), placeOf);
    const plain = { body, bodyLine, opening, end };
    const source = { id, file, path, valid, ...(frontmatter && { frontmatter }), split: plain, places };
    const answer = await ask({ kind: 'parse', source, settings, texts });
    if (!('error' in answer)) held = document;
    return answer;
  };
  const render = async (
    document: BodyInput,
    settings: DocumentSettings,
    targets: ReadonlyMap<string, Target>,
    plain: boolean,
  ) => {
    const parsed = held === document ? undefined : await parse(document, settings, false);
    return parsed && 'error' in parsed
      ? parsed
      : ask({ kind: 'render', targets, trackers: settings.tickets ?? {}, plain });
  };
  return {
    parse(document, settings, texts) {
      return inTurn(async () => {
        const answer = await parse(document, settings, texts);
        return 'parsed' in answer ? answer.parsed : skippedFor(answer, budget, document);
      });
    },
    render(document, settings, targets) {
      return inTurn(async () => {
        const answer = await render(document, settings, targets, false);
        if ('rendered' in answer) return inFile(answer.rendered, document.split.bodyLine);
        // Tries again without highlighting.
        const plain = await render(document, settings, targets, true);
        return 'rendered' in plain
          ? { ...plain.rendered, slow: [document.split.opening] }
          : skippedFor(plain, budget, document);
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

/** Returns the paths of the keys of a frontmatter and of the items in its lists. */
function pathsOf(frontmatter: PartialFrontmatter): PropertyKey[][] {
  return Object.entries(frontmatter).flatMap(([key, value]) => {
    const items = Array.isArray(value) ? value.map((_, index) => [key, index]) : [];
    return [[key], ...items];
  });
}

/** Converts places in the body to places in the file. */
function inFile(rendered: Rendered, bodyLine: number): Rendered {
  const shift = bodyLine - 1;
  const slow = rendered.slow.map((place) => ({ ...place, line: place.line + shift, endLine: place.endLine + shift }));
  return { ...rendered, slow };
}

function skippedFor(answer: Exclude<Answer, 'ready'>, { seconds, megabytes }: Budget, document: BodyInput): Skipped {
  const place = document.split.opening;
  const error = 'error' in answer ? answer.error : new Error('The worker thread gave an unexpected answer');
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
