import * as pagefind from 'pagefind';
import { Failure } from '../../disk/failure.ts';
import { isUsedByPages } from '../../search/pagefind.ts';
import type { IndexFiles } from './index-meta.ts';

// Number of documents that wait for Pagefind's process.
const MOST_WAITING = 256;

/** Documents that Pagefind indexes. */
export interface PagefindQueue {
  /** Number of documents that were sent. */
  readonly sent: number;
  /** Sends the HTML of a document. Waits while Pagefind has many to work on. */
  send(id: string, content: string): Promise<void>;
  /**
   * Returns the files that pages use of the indexes of all documents, once these are indexed. Each index has as many documents as
   * the queue was created for, the last one the rest; without documents, there is an empty one.
   */
  finish(): Promise<IndexFiles[]>;
}

/** Creates a queue for indexes of at most `size` documents. Pagefind's process starts with the first document. */
export function pagefindQueue(size: number): PagefindQueue {
  const indexes: Promise<IndexFiles>[] = [];
  let current: { index: Promise<pagefind.PagefindIndex>; waiting: Set<Promise<void>> } | undefined;
  let failure: Error | undefined;
  let sent = 0;
  const fail = (error: Error) => {
    failure ??= error;
  };
  const open = () => {
    current ??= { index: createIndex(), waiting: new Set() };
    return current;
  };
  const finishCurrent = () => {
    const { index, waiting } = open();
    const finishing = filesOf(index, waiting);
    // A failure is thrown by what comes next.
    finishing.catch(fail);
    indexes.push(finishing);
    current = undefined;
  };
  return {
    get sent() {
      return sent;
    },
    async send(id, content) {
      const { index, waiting } = open();
      sent += 1;
      // A failure is thrown by what comes next, as nobody may wait for this document.
      const adding = index
        .then(async (made) => void report(await made.addHTMLFile({ url: id, content })))
        .catch(fail)
        .finally(() => waiting.delete(adding));
      waiting.add(adding);
      if (sent % size === 0) finishCurrent();
      if (waiting.size >= MOST_WAITING) await Promise.race(waiting);
      if (failure) throw failure;
    },
    async finish() {
      if (current || sent === 0) finishCurrent();
      const made = await Promise.all(indexes);
      if (failure) throw failure;
      return made;
    },
  };
}

/** Returns the files of an index that pages use, once all documents are added, and frees its memory. */
async function filesOf(
  opening: Promise<pagefind.PagefindIndex>,
  adding: ReadonlySet<Promise<void>>,
): Promise<IndexFiles> {
  await Promise.all(adding);
  const index = await opening;
  const { files } = report(await index.getFiles());
  await index.deleteIndex();
  const used = files.filter((file) => isUsedByPages(file.path));
  return new Map(used.map((file) => [file.path, file.content]));
}

/** Ends Pagefind's process. */
export async function closePagefind(): Promise<void> {
  await pagefind.close();
}

/**
 * Runs work that needs Pagefind's process. Throws `Failure` if the system ends that process, for example because it ran
 * out of memory.
 */
export async function withPagefind<Made>(work: () => Promise<Made>): Promise<Made> {
  try {
    return await work();
  } catch (error) {
    const isGone = error instanceof Error && /backend (?:is )?closed/.test(error.message);
    throw isGone ? new Failure('Pagefind, which builds the search index, was killed; run the command again') : error;
  }
}

let isQuiet = false;

/** Keeps Pagefind from printing a stack trace when its process ends, which may be at any time; `withPagefind` reports it. */
function quietPagefind(): void {
  if (isQuiet) return;
  isQuiet = true;
  const show = console.error;
  console.error = (...parts: unknown[]) => {
    if (parts[0] !== 'Service stopped') show(...parts);
  };
}

async function createIndex(): Promise<pagefind.PagefindIndex> {
  quietPagefind();
  const { index } = report(
    await pagefind.createIndex({ forceLanguage: 'en', excludeSelectors: ['.heading-link'], writePlayground: false }),
  );
  if (!index) throw new Error('Pagefind returned no index');
  return index;
}

/** Throws the errors that Pagefind returns; none of them is the author's fault. */
function report<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) throw new Error(`Pagefind: ${response.errors.join('; ')}`);
  return response;
}
