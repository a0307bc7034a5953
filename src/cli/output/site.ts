import path from 'node:path';
import { hashOf } from '../../build/frontmatters.ts';
import { type KeptPages, keptPages } from '../../build/kept-pages.ts';
import type { LoadedArchive } from '../../build/loaded.ts';
import { startPhase } from '../../build/progress.ts';
import type { SearchIndexBuilder } from '../../build/search/search-index.ts';
import { timed } from '../../build/timings.ts';
import { fileOf, type SiteFile, writeFiles } from '../../build/write-site.ts';
import { writeAsset } from '../../disk/assets/assets.ts';
import type { Cache } from '../../disk/cache.ts';
import { Failure } from '../../disk/failure.ts';
import { systemProblem } from '../../disk/system-error.ts';
import { SEARCH_FOLDER } from '../../search/manifest.ts';
import { pageKeys } from '../../site/data/page-keys.ts';
import { type SiteData, siteDataOf } from '../../site/data/site-data.ts';
import type { Renderer } from '../../site/renderer.ts';
import { print } from '../print.ts';
import { shutdownSignal } from '../signals.ts';
import { cardFiles, hasCards } from './cards.ts';
import { deadLinks } from './navigation.ts';
import { writeList } from './out.ts';
import { openStaging } from './staging.ts';

/** What a site is written from. */
export interface SiteParts {
  loaded: LoadedArchive;
  renderer: Renderer;
  index: SearchIndexBuilder;
  /** The day for which the status of actions is computed, `YYYY-MM-DD`. */
  asOf: string;
  cache: Cache;
  /** Folder of the site: an absolute path with links resolved. */
  out: string;
}

/**
 * Writes a site to a staging folder, which then replaces the site. Returns false if the process was interrupted before the site was
 * complete. Throws `Failure` if a file cannot be written.
 */
export async function writeSite(parts: SiteParts): Promise<boolean> {
  const { loaded, out, cache } = parts;
  const staging = await openStaging(out);
  const abort = new AbortController();
  try {
    const pages = await keptPages(out, parts.renderer.code, cache);
    const writing = fill(staging.site, pages, parts, abort.signal).then(() => true);
    const isBuilt = await Promise.race([writing, shutdownSignal().then(() => false)]);
    if (!isBuilt) return false;
    staging.check();
    await writeList(staging.site, loaded.address.base);
    staging.commit();
    await pages.save();
    return true;
  } catch (error) {
    staging.check();
    const problem = error instanceof Failure ? undefined : systemProblem(error, staging.folder);
    throw problem === undefined ? error : new Failure(problem, { cause: error });
  } finally {
    abort.abort();
    staging.remove();
  }
}

/** Writes the files of a site. Pagefind's process creates the search index meanwhile. */
async function fill(
  folder: string,
  pages: KeptPages,
  { loaded, renderer, index, asOf, cache }: SiteParts,
  signal: AbortSignal,
): Promise<void> {
  const site = { ...siteDataOf(loaded, asOf), hasCards: hasCards(loaded) };
  renderer.provideSite(site);
  const routes = renderer.routesOf(site);
  const addresses = [...routes, ...loaded.assets.keys()];
  for (const problem of deadLinks(site.archive.settings.theme.nav, addresses)) print.note(problem);
  const writePages = async () => {
    const files = filesOf(routes, site, loaded.renderedKeys, renderer);
    const total = routes.length + renderer.sharedFiles.length;
    await timed('write pages', () => writeFiles(files, total, folder, pages, signal));
    const cards = cardFiles(site, renderer, cache);
    if (cards.length > 0)
      await timed('draw share cards', () =>
        writeFiles(cards, cards.length, folder, pages, signal, 'drawing share cards'),
      );
    startPhase('writing search index');
  };
  await Promise.all([
    timed('write search index', () => index.write(site, path.join(folder, SEARCH_FOLDER))),
    writePages(),
  ]);
  for (const asset of loaded.assets.values()) await writeAsset(asset, folder);
}

/**
 * Yields the files of pages, whose keys take time to make, and the files that all pages share. The Markdown files are copied
 * without the renderer.
 */
function* filesOf(
  routes: readonly string[],
  site: SiteData,
  bodies: ReadonlyMap<string, string>,
  renderer: Renderer,
): Generator<SiteFile> {
  const copies = new Map([...site.markdown].map(([id, text]) => [`postmortems/${id}.md`, text]));
  const keyOf = pageKeys(site, bodies);
  const render = async (address: string) => {
    const file = await renderer.render(address, site.address.base);
    if (!file) throw new Error(`The renderer has no page for ${address}`);
    return file.body;
  };
  for (const address of routes) {
    const file = fileOf(address);
    const copy = copies.get(address);
    if (copy !== undefined) yield { file, make: async () => copy, key: hashOf([copy]) };
    else yield { file, make: () => render(address), key: keyOf(address) };
  }
  for (const file of renderer.sharedFiles) yield { file, make: () => renderer.readShared(file, site.address.base) };
}
