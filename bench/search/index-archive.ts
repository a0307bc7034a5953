import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as pagefind from 'pagefind';
import { build } from 'vite';
import { type Archive, yearOf } from '../../src/archive/archive.ts';
import type { RenderedBodies } from '../../src/build/body-messages.ts';
import { loadArchive } from '../../src/build/load.ts';
import { writeSearchIndex } from '../../src/build/search/search-index.ts';
import { escapeHtml } from '../../src/postmortem/html/escape.ts';
import { SEARCH_FOLDER } from '../../src/search/manifest.ts';

/** A built site with the index of an archive, a default Pagefind index, and the page of the benchmark. */
export interface SearchSite {
  folder: string;
  documents: number;
  /** Seconds taken by our index and by Pagefind's. */
  seconds: { ours: number; plain: number };
  remove(): Promise<void>;
}

/** Name of the benchmark's page. */
export const BENCH_PAGE = 'bench.html';

/**
 * Reads an archive and writes its index into a copy of a built site, with the functions of the build. The search pages
 * do not depend on the size of the archive.
 */
export async function indexArchive(archive: string, site: string): Promise<SearchSite> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nevertwice-search-'));
  await cp(site, folder, { recursive: true });
  await rm(path.join(folder, SEARCH_FOLDER), { recursive: true });
  const loaded = await loadArchive(archive, { drafts: false, base: '/', render: true });
  if (!loaded.archive) throw new Error(`${archive} has an invalid archive.yml`);
  const begin = performance.now();
  await writeSearchIndex({ archive: loaded.archive, rendered: loaded.rendered }, path.join(folder, SEARCH_FOLDER));
  const between = performance.now();
  await writePlainIndex(loaded.archive, loaded.rendered, path.join(folder, 'plain'));
  const seconds = { ours: (between - begin) / 1000, plain: (performance.now() - between) / 1000 };
  await writeFile(path.join(folder, BENCH_PAGE), PAGE);
  await writeFile(path.join(folder, 'bench.js'), await bundle(path.join(import.meta.dirname, 'client.ts')));
  const remove = () => rm(folder, { recursive: true });
  return { folder, documents: loaded.archive.postmortems.length, seconds, remove };
}

const PAGE = '<!doctype html><title>Search</title><script type="module" src="bench.js"></script>';

/** Writes the index of a site that gives its pages to Pagefind: title and body, and filters as attributes. */
async function writePlainIndex(archive: Archive, rendered: RenderedBodies, folder: string) {
  const { index } = await pagefind.createIndex({ forceLanguage: 'en', writePlayground: false });
  if (!index) throw new Error('Pagefind returned no index');
  for (const postmortem of archive.postmortems) {
    const { id, title, cause, severity = 'unknown', services } = postmortem;
    const values = { cause: [cause], severity: [severity], service: services, year: [yearOf(postmortem)] };
    const filters = Object.entries(values).flatMap(([name, all]) => all.map((value) => `${name}:${escapeHtml(value)}`));
    const marks = filters.map((filter) => `<i data-pagefind-filter="${filter}"></i>`).join('');
    const body = `<h1>${escapeHtml(title)}</h1>${rendered.get(id)?.html ?? ''}`;
    await index.addHTMLFile({ url: id, content: `<html lang="en"><body>${marks}${body}</body></html>` });
  }
  await index.writeFiles({ outputPath: folder });
  await pagefind.close();
}

async function bundle(entry: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'esnext', lib: { entry, formats: ['es'], fileName: 'client' } },
  });
  const [output] = Array.isArray(made) ? made : [];
  const [chunk] = output?.output ?? [];
  if (chunk?.type !== 'chunk') throw new Error('Vite returned no script');
  return chunk.code;
}
