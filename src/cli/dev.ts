import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Loaded, loadArchive } from '../build/load.ts';
import { astroConfig, setEnvironment } from '../site/config.ts';
import { today } from './options.ts';
import { changesText, print, reportText } from './print.ts';
import { addressOf, PORT, portProblem } from './server/listen.ts';
import { shutdownSignal } from './signals.ts';

export interface DevOptions {
  base: string;
  audience?: 'internal' | 'public';
  asOf?: string;
  host: string;
  /** Names under which the server may be asked, beside `host`, `localhost` and addresses. */
  allowedHosts: string[];
  /** The usual one, or the next that is free, unless it is named. */
  port?: number;
  /** Lists every note of the report. */
  verbose?: boolean;
}

/**
 * Serves the site of a folder, drafts too, and follows its edits until the process is told to end; a broken document is
 * reported in the page and on the terminal. Returns the exit status: 0 ended, 2 the
 * port that was named, or the host, cannot be had. Throws `MissingFolderError` where there is no such folder.
 */
export async function dev(folder: string, options: DevOptions): Promise<number> {
  const { host, port, base, allowedHosts } = options;
  // Asked beforehand: where the port is taken, Astro fails and yet does not end.
  const problem = await portProblem(host, port ?? 0);
  if (problem) return print.problem(problem);
  const settings = { ...options, folder, drafts: true, incomplete: true, out: 'dist', asOf: options.asOf ?? today() };
  const loaded = await loadArchive(folder, { ...settings, render: true, history: true });
  const { verbose } = options;
  print.error(reportText(loaded, process.stderr, { verbose, sortBySeverity: true }));
  for (const note of loaded.notes) print.note(note);
  let before = loaded.report;
  const onRead = (read: Loaded) => {
    print.error(changesText(before, read, { verbose }));
    before = read.report;
  };
  const temporary = await mkdtemp(path.join(tmpdir(), 'nevertwice-'));
  // Vite ends the process by itself on SIGTERM, before anything that is awaited here.
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  setEnvironment('development');
  const { dev: serveWithAstro } = await import('astro');
  const config = astroConfig({ ...settings, temporary }, loaded, onRead);
  const server = await serveWithAstro({
    ...config,
    server: { host, port: port ?? PORT, allowedHosts },
    vite: { ...config.vite, server: { strictPort: port !== undefined } },
    logLevel: 'error',
  });
  print.serving(addressOf(host, server.address.port, base));
  await shutdownSignal();
  await server.stop();
  return 0;
}
