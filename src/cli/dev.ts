import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sharedReader } from '../build/body-reader.ts';
import { openArchive } from '../build/load.ts';
import type { Loaded } from '../build/loaded.ts';
import { watchArchive } from '../build/watch.ts';
import { archiveState } from '../disk/archive-state.ts';
import { memoryCache } from '../disk/cache.ts';
import { type SiteData, siteDataOf, withFindings } from '../site/data/site-data.ts';
import { openRenderer } from '../site/renderer.ts';
import { type CacheOption, openArchiveCache, printCacheNotes } from './cache.ts';
import { today } from './options.ts';
import { changesText, print, reportText } from './print.ts';
import { devAnswer } from './server/dev-answer.ts';
import { openDevArchive } from './server/dev-archive.ts';
import { addressOf, listen, listenFrom, PORT, portProblem } from './server/listen.ts';
import { reloader } from './server/reload.ts';
import { siteHandler } from './server/requests.ts';
import { shutdownSignal } from './signals.ts';

export interface DevOptions {
  base: string;
  audience?: 'internal' | 'public';
  asOf?: string;
  cache?: CacheOption;
  host: string;
  /** Host names to serve in addition to `host`, `localhost` and IP addresses. */
  allowedHosts: string[];
  /** Default: 4321, or the next free port. */
  port?: number;
  /** Lists every note of the report. */
  verbose?: boolean;
}

/**
 * Serves the site of a folder, including drafts, and updates it after edits until the process is told to stop. Reports
 * problems of documents in the pages and on the terminal. Returns the exit status: 0 stopped, 2 a port or host that cannot
 * be used. Throws `MissingFolderError` if the folder cannot be read.
 */
export async function dev(folder: string, options: DevOptions): Promise<number> {
  const { host, port, base, allowedHosts, audience, verbose } = options;
  // Checks the port first, as reading an archive takes longer.
  const problem = await portProblem(host, port ?? 0);
  if (problem) return print.problem(problem);
  const asOf = options.asOf ?? today();
  const stored = await openArchiveCache(folder, options.cache);
  const cache = memoryCache(stored);
  const loading = { drafts: true, incomplete: true, audience, base, asOf, render: true, history: true, cache };
  const renderer = await openRenderer(print.compiling);
  let site: SiteData;
  const archive = await openDevArchive(
    () => openArchive(folder, loading),
    () => archiveState(folder),
    (shown, loaded) => {
      site = siteDataOf(shown, asOf);
      renderer.provideSite(loaded ? withFindings(site, loaded, folder) : { ...site, isIncomplete: true });
    },
  );
  const reload = reloader(base);
  // Before there is anything to remove.
  const stopped = shutdownSignal();
  const temporary = await mkdtemp(path.join(tmpdir(), 'nevertwice-'));
  const answer = devAnswer({ renderer, reload, base, temporary, archive, searched: () => site, cache });
  const server = createServer(siteHandler(base, [host, ...allowedHosts], answer));
  try {
    const listening = await (port === undefined ? listenFrom(server, host, PORT) : listen(server, host, port));
    if (typeof listening === 'string') return print.problem(listening);
    server.on('error', (error) => print.problem(error.message));
    print.serving(addressOf(host, listening, base));
    let last: Loaded | undefined;
    const update = async () => {
      const read = await archive.read();
      await cache.save();
      if (last) {
        print.error(changesText(last.report, read, { verbose }));
      } else {
        print.error(reportText(read, process.stderr, { verbose, sortBySeverity: true }));
        for (const note of read.notes) print.note(note);
        printCacheNotes(stored, options.cache);
      }
      last = read;
      reload.notify();
    };
    const watching = watchArchive(folder, update, (error) => print.problem(error.message));
    const watcher = await Promise.race([watching, stopped]);
    watcher?.trigger();
    await stopped;
    await watcher?.close();
  } finally {
    await sharedReader().close();
    reload.close();
    server.closeAllConnections();
    server.close();
    await rm(temporary, { recursive: true, force: true });
  }
  return 0;
}
