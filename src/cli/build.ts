import { siteConflict } from '../archive/site-address.ts';
import type { RenderedBody } from '../build/body-messages.ts';
import { sharedReader } from '../build/body-reader.ts';
import { openArchive } from '../build/load.ts';
import type { Loaded } from '../build/loaded.ts';
import { searchIndexBuilder } from '../build/search/search-index.ts';
import { timed } from '../build/timings.ts';
import { countOf } from '../diagnostics/count.ts';
import { countSeverity } from '../diagnostics/report.ts';
import { temporaryData } from '../disk/temporary-data.ts';
import { translateCauses } from '../site/data/translate.ts';
import { openRenderer, type Renderer } from '../site/renderer.ts';
import { type CacheOption, withCache } from './cache.ts';
import { today } from './options.ts';
import { checkOut, resolveLinks } from './output/out.ts';
import { type SiteParts, writeSite } from './output/site.ts';
import { recover, removeAbandoned } from './output/staging.ts';
import { timingsText } from './output/timings.ts';
import { print, reportText } from './print.ts';
import { INTERRUPTED } from './signals.ts';

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
  const loading = { drafts, audience, base, site, asOf, render: true, history: true };
  return withCache(folder, options.cache, async (cache) => {
    const index = searchIndexBuilder(cache);
    const onRendered: typeof index.add = (from, ...rest) => index.add(translateCauses(from), ...rest);
    const store = temporaryData<RenderedBody>();
    try {
      const opened = await openArchive(folder, { ...loading, cache, store, onRendered });
      // The renderer is loaded while the threads read bodies.
      const [loaded, renderer] = await Promise.all([opened.load(), timed('load renderer', loadRenderer)]);
      await cache.save();
      return await finish(loaded, { renderer, index, asOf, cache, out: out.folder }, options);
    } finally {
      store.close();
    }
  });
}

/** Reports on what was read, and writes the site unless there are errors. Returns the exit status. */
async function finish(loaded: Loaded, parts: Omit<SiteParts, 'loaded'>, options: BuildOptions): Promise<number> {
  // Frees the memory of the threads before pages are rendered.
  await sharedReader().close();
  print.error(reportText(loaded, process.stderr, { verbose: options.verbose }));
  for (const note of notesOn(loaded, options)) print.note(note);
  if (countSeverity(loaded.report, 'error') > 0) {
    await parts.index.close();
    return 1;
  }
  const { archive } = loaded;
  if (!archive) throw new Error('An archive without errors has settings');
  if (!(await writeSite({ ...parts, loaded: { ...loaded, archive } }))) return INTERRUPTED;
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
