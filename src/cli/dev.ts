import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeArchive } from '../archive/archive.ts';
import { defaultSettings } from '../archive/settings.ts';
import { loadArchive } from '../build/load.ts';
import { watchArchive } from '../build/watch.ts';
import { memoryCache } from '../disk/cache.ts';
import { siteDataOf, withFindings } from '../site/data/site-data.ts';
import { openRenderer } from '../site/renderer.ts';
import { type CacheOption, openArchiveCache, printCacheNotes } from './cache.ts';
import { today } from './options.ts';
import { changesText, print, reportText } from './print.ts';
import { devAnswer } from './server/dev-answer.ts';
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
  const stored = options.cache === false ? undefined : await openArchiveCache(folder, options.cache);
  const cache = memoryCache(stored);
  const load = async () => {
    const loading = { drafts: true, incomplete: true, audience, base, asOf, render: true, history: true, cache };
    const loaded = await loadArchive(folder, loading);
    await cache.save();
    return loaded;
  };
  let loaded = await load();
  print.error(reportText(loaded, process.stderr, { verbose, sortBySeverity: true }));
  for (const note of loaded.notes) print.note(note);
  if (stored) printCacheNotes(stored, options.cache || undefined);
  const renderer = await openRenderer(print.compiling);
  let shown = { ...loaded, archive: loaded.archive ?? makeArchive([], defaultSettings()) };
  const reload = reloader(base);
  const show = () => renderer.provideSite(withFindings(siteDataOf(shown, asOf), loaded, folder));
  show();
  const temporary = await mkdtemp(path.join(tmpdir(), 'nevertwice-'));
  const answer = devAnswer({ renderer, reload, base, temporary, loaded: () => shown });
  const server = createServer(siteHandler(base, [host, ...allowedHosts], answer));
  const listening = await (port === undefined ? listenFrom(server, host, PORT) : listen(server, host, port));
  if (typeof listening === 'string') return print.problem(listening);
  server.on('error', (error) => print.problem(error.message));
  const update = async () => {
    const read = await load();
    print.error(changesText(loaded.report, read, { verbose }));
    loaded = read;
    // While archive.yml is invalid, the site keeps showing the last valid state.
    if (read.archive) shown = { ...read, archive: read.archive };
    show();
    reload.notify();
  };
  const watcher = await watchArchive(folder, update, (error) => print.problem(error.message));
  print.serving(addressOf(host, listening, base));
  await shutdownSignal();
  await watcher.close();
  reload.close();
  server.closeAllConnections();
  server.close();
  await rm(temporary, { recursive: true, force: true });
  return 0;
}
