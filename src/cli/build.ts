import path from 'node:path';
import { siteConflict } from '../archive/site-address.ts';
import { sharedReader } from '../build/body-reader.ts';
import { openArchive } from '../build/load.ts';
import type { Loaded, LoadedArchive } from '../build/loaded.ts';
import { type SearchIndexBuilder, searchIndexBuilder } from '../build/search/search-index.ts';
import { timed } from '../build/timings.ts';
import { fileOf, writeFiles } from '../build/write-site.ts';
import { countOf } from '../diagnostics/count.ts';
import { countSeverity } from '../diagnostics/report.ts';
import { writeAsset } from '../disk/assets/assets.ts';
import { Failure } from '../disk/failure.ts';
import { systemProblem } from '../disk/system-error.ts';
import { SEARCH_FOLDER } from '../search/manifest.ts';
import { siteDataOf } from '../site/data/site-data.ts';
import { translateCauses } from '../site/data/translate.ts';
import { openRenderer, type Renderer } from '../site/renderer.ts';
import { type CacheOption, withCache } from './cache.ts';
import { today } from './options.ts';
import { deadLinks } from './output/navigation.ts';
import { checkOut, resolveLinks, writeList } from './output/out.ts';
import { openStaging, recover, removeAbandoned } from './output/staging.ts';
import { timingsText } from './output/timings.ts';
import { print, reportText } from './print.ts';
import { INTERRUPTED, shutdownSignal } from './signals.ts';

export interface BuildOptions {
  out: string;
  base?: string;
  site?: string;
  audience?: 'internal' | 'public';
  drafts: boolean;
  asOf?: string;
  cache?: CacheOption;
  /** Lists every note of the report. */
  verbose?: boolean;
  /** Prints the time and the memory of each phase. */
  timings?: boolean;
}

/**
 * Builds the site of a folder. Writes it to a staging folder that replaces `--out` at the end, so that a failure leaves
 * the previous site. Returns the exit status: 0 success, 1 documents with errors, 2 wrong usage, 130 interrupted. Throws
 * `Failure` or an error of the operating system if anything outside the program fails.
 */
export async function build(folder: string, options: BuildOptions): Promise<number> {
  // Hardly any build finds all bodies in the cache, and a thread takes time to start.
  sharedReader().start();
  const recovered = await recover(await resolveLinks(options.out));
  if (recovered) print.note(recovered);
  const out = await checkOut(options.out, { archive: folder, cache: options.cache || undefined });
  if ('problem' in out) return print.problem(out.problem);
  for (const problem of await removeAbandoned(out.folder)) print.note(problem);
  const asOf = options.asOf ?? today();
  const { drafts, audience, base, site } = options;
  const index = searchIndexBuilder();
  const onRendered: SearchIndexBuilder['add'] = (from, ...rest) => index.add(translateCauses(from), ...rest);
  const loading = { drafts, audience, base, site, asOf, render: true, history: true, onRendered };
  const [loaded, renderer] = await withCache(folder, options.cache, async (cache) => {
    const opened = await openArchive(folder, { ...loading, cache });
    // The renderer is loaded while the threads read bodies.
    return Promise.all([opened.load(), timed('load renderer', loadRenderer)]);
  });
  // Frees the memory of the threads before pages are rendered.
  await sharedReader().close();
  print.error(reportText(loaded, process.stderr, { verbose: options.verbose }));
  for (const note of notesOn(loaded, options)) print.note(note);
  if (countSeverity(loaded.report, 'error') > 0) {
    await index.close();
    return 1;
  }
  const { archive } = loaded;
  if (!archive) throw new Error('An archive without errors has settings');
  if (!(await write({ ...loaded, archive }, renderer, index, out.folder, asOf))) return INTERRUPTED;
  const { draftsLeftOut } = loaded;
  if (draftsLeftOut > 0) print.note(`${countOf(draftsLeftOut, 'draft')} left out; --drafts includes drafts`);
  const at = loaded.address.base;
  if (at !== '/' && archive.settings.audience === 'internal') print.note(robotsNote(at));
  print.line(`${countOf(archive.postmortems.length, 'postmortem')} built into ${options.out}`);
  if (options.timings) print.error(timingsText());
  return 0;
}

async function loadRenderer(): Promise<Renderer> {
  const renderer = await openRenderer(print.compiling);
  await renderer.loadPages();
  return renderer;
}

/** Explains that robots.txt has no effect for a site in a subfolder of its host. */
function robotsNote(base: string): string {
  return `crawlers read robots.txt at the root of a host only, not ${base}robots.txt; put its lines there`;
}

function notesOn({ archive, notes }: Loaded, { site, base }: BuildOptions): string[] {
  const conflict = siteConflict(site ?? archive?.settings.site, base);
  return [...(conflict ? [conflict] : []), ...notes];
}

/** Writes the site. Returns false if the process was interrupted before the site was complete. */
async function write(
  loaded: LoadedArchive,
  renderer: Renderer,
  index: SearchIndexBuilder,
  out: string,
  asOf: string,
): Promise<boolean> {
  const staging = await openStaging(out);
  const abort = new AbortController();
  try {
    const writing = writeSite(loaded, renderer, index, staging.site, asOf, abort.signal).then(() => true);
    const isBuilt = await Promise.race([writing, shutdownSignal().then(() => false)]);
    if (!isBuilt) return false;
    staging.check();
    await writeList(staging.site, loaded.address.base);
    staging.commit();
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

/** Renders all pages. Pagefind's process creates the search index meanwhile. */
async function writeSite(
  loaded: LoadedArchive,
  renderer: Renderer,
  index: SearchIndexBuilder,
  out: string,
  asOf: string,
  signal: AbortSignal,
): Promise<void> {
  const { base } = loaded.address;
  const site = siteDataOf(loaded, asOf);
  renderer.provideSite(site);
  // Without the renderer, as the files are copies.
  const copies = new Map([...site.markdown].map(([id, text]) => [`postmortems/${id}.md`, text]));
  const render = async (address: string) => {
    const copy = copies.get(address);
    if (copy !== undefined) return copy;
    const file = await renderer.render(address, base);
    if (!file) throw new Error(`The renderer has no page for ${address}`);
    return file.body;
  };
  const routes = renderer.routesOf(site);
  const addresses = [...routes, ...loaded.assets.keys()];
  for (const problem of deadLinks(site.archive.settings.theme.nav, addresses)) print.note(problem);
  await Promise.all([
    timed('write search index', () => index.write(site, path.join(out, SEARCH_FOLDER))),
    timed('write pages', () =>
      writeFiles(
        [
          ...routes.map((address) => [fileOf(address), () => render(address)] as const),
          ...renderer.sharedFiles.map((file) => [file, () => renderer.readShared(file, base)] as const),
        ],
        out,
        signal,
      ),
    ),
  ]);
  for (const asset of loaded.assets.values()) await writeAsset(asset, out);
}
