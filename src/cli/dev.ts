import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dev as serveWithAstro } from 'astro';
import { loadArchive } from '../disk/load.ts';
import { astroConfig, setEnvironment } from '../site/config.ts';
import { today } from './options.ts';
import { print, reportText } from './print.ts';
import { ended } from './signals.ts';

export interface DevOptions {
  base: string;
  audience?: 'internal' | 'public';
  asOf?: string;
  host: string;
  port: number;
}

/**
 * Serves the site of a folder, drafts too, and follows its edits until the process is told to end; a broken document is
 * reported in the page and on the terminal. Returns the exit status, 0. Throws
 * `MissingFolderError` where there is no such folder.
 */
export async function dev(folder: string, options: DevOptions): Promise<number> {
  const settings = { ...options, folder, drafts: true, out: 'dist', asOf: options.asOf ?? today() };
  const loaded = await loadArchive(folder, { ...settings, render: true, history: true });
  print.error(reportText(loaded));
  const temporary = await mkdtemp(path.join(tmpdir(), 'nevertwice-'));
  // Vite ends the process by itself on SIGTERM, before anything that is awaited here.
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  const { host, port, base } = options;
  setEnvironment('development');
  const server = await serveWithAstro({
    ...astroConfig({ ...settings, temporary }, loaded, (read) => print.error(reportText(read))),
    server: { host, port },
    logLevel: 'error',
  });
  print.line(`http://${host}:${server.address.port}${base}`);
  await ended();
  await server.stop();
  return 0;
}
