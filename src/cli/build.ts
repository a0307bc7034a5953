import path from 'node:path';
import { siteConflict } from '../archive/site-address.ts';
import { sharedReader } from '../build/body-reader.ts';
import { type Loaded, loadArchive } from '../build/load.ts';
import { countSeverity } from '../diagnostics/report.ts';
import { type FolderCache, openCache } from '../disk/cache.ts';
import { Failure } from '../disk/failure.ts';
import { systemProblem } from '../disk/system-error.ts';
import { astroConfig, setEnvironment } from '../site/config.ts';
import type { SiteOptions } from '../site/options.ts';
import { today } from './options.ts';
import { checkOut, resolveLinks, writeList } from './output/out.ts';
import { openStaging, recover, removeAbandoned, type Staging } from './output/staging.ts';
import { print, reportText } from './print.ts';
import { INTERRUPTED, shutdownSignal } from './signals.ts';

export interface BuildOptions {
  out: string;
  base?: string;
  site?: string;
  audience?: 'internal' | 'public';
  drafts: boolean;
  asOf?: string;
  cache?: string;
  /** Lists every note of the report. */
  verbose?: boolean;
}

/**
 * Builds the site of a folder. It is written beside `--out` and put in its place at the end, so that a failure leaves
 * what was there. Returns the exit status: 0 fine, 1 the documents have errors, 2 wrong usage, 130
 * interrupted. Throws `Failure`, or an error of the operating system, where something outside fails.
 */
export async function build(folder: string, options: BuildOptions): Promise<number> {
  const recovered = await recover(await resolveLinks(options.out));
  if (recovered) print.note(recovered);
  const out = await checkOut(options.out, { archive: folder, cache: options.cache });
  if ('problem' in out) return print.problem(out.problem);
  for (const problem of await removeAbandoned(out.folder)) print.note(problem);
  const asOf = options.asOf ?? today();
  const cache = options.cache === undefined ? undefined : await openCache(options.cache);
  const { drafts, audience, base, site } = options;
  const loading = { drafts, audience, base, site, asOf, render: true, history: true, ...(cache && { cache }) };
  const loaded = await loadArchive(folder, loading);
  // Its memory is better used for the pages.
  await sharedReader().close();
  print.error(reportText(loaded, process.stderr, { verbose: options.verbose }));
  for (const note of notesOn(loaded, options, cache)) print.note(note);
  if (countSeverity(loaded.report, 'error') > 0) return 1;
  await cache?.prune();
  const writing = { drafts, audience, asOf, out: out.folder, folder: path.resolve(folder) };
  if (!(await write(loaded, writing))) return INTERRUPTED;
  const count = loaded.archive?.postmortems.length ?? 0;
  const at = loaded.address.base;
  if (at !== '/' && loaded.archive?.settings.audience === 'internal') print.note(robotsNote(at));
  print.line(`${count} postmortem${count === 1 ? '' : 's'} built into ${options.out}`);
  return 0;
}

/** Says what the robots.txt of a site that does not lie at the root of its host cannot do. */
function robotsNote(base: string): string {
  return `crawlers read robots.txt at the root of a host only, not ${base}robots.txt; put its lines there`;
}

function notesOn(
  { archive, notes }: Loaded,
  { site, base, cache: folder }: BuildOptions,
  cache?: FolderCache,
): string[] {
  const conflict = siteConflict(site ?? archive?.settings.site, base);
  const damaged = cache?.damaged ?? 0;
  const made = damaged === 1 ? '1 damaged entry' : `${damaged} damaged entries`;
  return [
    ...(conflict ? [conflict] : []),
    ...notes,
    ...(damaged > 0 ? [`${made} of the cache ${folder} made anew`] : []),
  ];
}

/** What the site is built from and how. The folders are absolute, `out` is behind all links. */
type Writing = Pick<SiteOptions, 'folder' | 'out' | 'drafts' | 'audience' | 'asOf'>;

/** Whether the site was written; not where the process was asked to end before. */
async function write(loaded: Loaded, options: Writing): Promise<boolean> {
  const staging = await openStaging(options.out);
  const from = process.cwd();
  try {
    // Astro keeps the code that renders in the working directory where that does not hold the new site: two builds at
    // once would overwrite each other's, and a user's folder is no place for it. Not the staging folder itself: where that
    // is removed meanwhile, a library would end the process.
    process.chdir(path.dirname(staging.folder));
    const isBuilt = await Promise.race([render(loaded, staging, options), shutdownSignal().then(() => false)]);
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
    staging.remove();
    process.chdir(from);
  }
}

async function render(loaded: Loaded, { site: out, folder: temporary }: Staging, options: Writing): Promise<true> {
  setEnvironment('production');
  const { build: buildWithAstro } = await import('astro');
  const { base, origin: site } = loaded.address;
  const config = astroConfig({ ...options, base, site, out, temporary }, loaded);
  // What Astro says is about this project's files, which no author can mend; what it fails for it throws.
  for (let attempt = 1; ; attempt += 1) {
    try {
      await buildWithAstro({ ...config, logLevel: 'silent' });
      return true;
    } catch (error) {
      if (attempt === ATTEMPTS || !isRaced(error)) throw error;
    }
  }
}

const ATTEMPTS = 5;

/** Whether another build has replaced a file of Astro's own in the project, of which each build writes one anew. */
function isRaced(error: unknown): boolean {
  const { code, path: file = '' } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' && file.split(path.sep).includes('.astro');
}
