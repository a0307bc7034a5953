import { existsSync } from 'node:fs';
import { mkdir, readdir, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { build as buildWithAstro } from 'astro';
import { countOf } from '../diagnostics/report.ts';
import { NO_CACHE, openCache } from '../disk/cache.ts';
import { type Loaded, loadArchive } from '../disk/load.ts';
import { astroConfig, setEnvironment } from '../site/config.ts';
import { today } from './options.ts';
import { isMissingFolder, print, reportText } from './print.ts';
import { ended, INTERRUPTED } from './signals.ts';

export interface BuildOptions {
  out: string;
  base: string;
  site?: string;
  audience?: 'internal' | 'public';
  drafts: boolean;
  asOf?: string;
  cache?: string;
}

/**
 * Builds the site of a folder. It is written beside `--out` and put in its place at the end, so that a failure leaves
 * what was there. Returns the exit status: 0 fine, 1 the documents have errors, 2 wrong usage or no such
 * folder, 130 interrupted.
 */
export async function build(folder: string, options: BuildOptions): Promise<number> {
  const refusal = await refuse(path.resolve(options.out), folder);
  if (refusal) return print.problem(refusal);
  setEnvironment('production');
  const cache = options.cache === undefined ? NO_CACHE : await openCache(options.cache);
  const { drafts, audience, base } = options;
  const loaded: Loaded | undefined = await loadArchive(folder, {
    drafts,
    audience,
    base,
    cache,
    render: true,
    history: true,
  }).catch((error) => {
    if (isMissingFolder(error)) return undefined;
    throw error;
  });
  if (!loaded) return print.problem(`there is no readable folder ${folder}`);
  print.error(reportText(loaded));
  if (countOf(loaded.report, 'error') > 0) return 1;
  if (!(await write(folder, loaded, options))) return INTERRUPTED;
  await cache.prune();
  print.line(`${loaded.archive?.postmortems.length ?? 0} postmortems built into ${options.out}`);
  return 0;
}

/** Whether the site was written; not where the process was asked to end before. */
async function write(folder: string, loaded: Loaded, options: BuildOptions): Promise<boolean> {
  const out = path.resolve(options.out);
  // Beside, so that moving is renaming; not by mkdtemp, whose folders no web server may read.
  const temporary = `${out}.new-${process.pid}`;
  const site = path.join(temporary, 'site');
  await mkdir(site, { recursive: true });
  const address = options.site ?? loaded.archive?.settings.site;
  const asOf = options.asOf ?? today();
  const config = astroConfig({ ...options, folder, out: site, site: address, asOf, temporary }, loaded);
  try {
    // What Astro warns of is about this project's files, which no author can mend.
    const built = buildWithAstro({ ...config, logLevel: 'error' }).then(() => true);
    const isBuilt = await Promise.race([built, ended().then(() => false)]);
    if (isBuilt) await swap(site, out, `${temporary}/old`);
    return isBuilt;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Why nothing may be written to `out`; `undefined` where it is new, empty or an earlier build. */
async function refuse(out: string, folder: string): Promise<string | undefined> {
  const archive = existsSync(folder) ? await realpath(folder) : path.resolve(folder);
  const target = existsSync(out) ? await realpath(out) : out;
  if (holds(target, archive)) return `--out ${out} holds the archive itself`;
  if (holds(archive, target)) return `--out ${out} lies in the archive; name a folder beside it`;
  if (!existsSync(out)) return undefined;
  const entries = await readdir(out).catch(() => undefined);
  if (!entries) return `--out ${out} is not a folder`;
  if (entries.length === 0 || (entries.includes('postmortems.json') && entries.includes('index.html')))
    return undefined;
  return `--out ${out} holds files that no build has written; name an empty or a new folder`;
}

function holds(outer: string, inner: string): boolean {
  return `${inner}${path.sep}`.startsWith(`${outer}${path.sep}`);
}

async function swap(built: string, out: string, old: string): Promise<void> {
  if (existsSync(out)) await rename(out, old);
  await rename(built, out);
}
