import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { loadArchive } from '../../src/disk/load.ts';
import { writeSearchIndex } from '../../src/site/search.ts';

/** A folder that a browser can search in: an empty page, its script, and the index as the site has it. */
export interface SearchFolder {
  folder: string;
  documents: number;
  /** Seconds that indexing took. */
  seconds: number;
  remove(): Promise<void>;
}

/** Reads an archive and writes its index by the functions that build the site. */
export async function indexArchive(archive: string): Promise<SearchFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nevertwice-search-'));
  const loaded = await loadArchive(archive, { drafts: false, base: '/', render: true });
  if (!loaded.archive) throw new Error(`${archive} has an invalid archive.yml`);
  const begin = performance.now();
  await writeSearchIndex({ archive: loaded.archive, rendered: loaded.rendered }, path.join(folder, 'pagefind'));
  const seconds = (performance.now() - begin) / 1000;
  await writeFile(path.join(folder, 'index.html'), PAGE);
  await writeFile(path.join(folder, 'client.js'), await bundle(path.join(import.meta.dirname, 'client.ts')));
  const remove = () => rm(folder, { recursive: true });
  return { folder, documents: loaded.archive.postmortems.length, seconds, remove };
}

const PAGE = '<!doctype html><title>Search</title><script type="module" src="client.js"></script>';

async function bundle(entry: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'esnext', lib: { entry, formats: ['es'], fileName: 'client' } },
  });
  const [output] = Array.isArray(made) ? made : [];
  const [chunk] = output?.output ?? [];
  if (chunk?.type !== 'chunk') throw new Error('Vite gave no script');
  return chunk.code;
}
