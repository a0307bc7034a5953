import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build as buildWithAstro } from 'astro';
import { countOf } from '../diagnostics/report.ts';
import { NO_CACHE, openCache } from '../disk/cache.ts';
import { type Loaded, loadArchive } from '../disk/load.ts';
import { astroConfig, setEnvironment } from '../site/config.ts';
import { today } from './options.ts';
import { checkOut, replaceFolder, writeList } from './out.ts';
import { print, reportText } from './print.ts';
import { ended, INTERRUPTED } from './signals.ts';

export interface BuildOptions {
  out: string;
  base: string;
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
 * interrupted. Throws `MissingFolderError` where there is no such folder.
 */
export async function build(folder: string, options: BuildOptions): Promise<number> {
  const out = await checkOut(options.out, { archive: folder, cache: options.cache });
  if ('problem' in out) return print.problem(out.problem);
  setEnvironment('production');
  const cache = options.cache === undefined ? NO_CACHE : await openCache(options.cache);
  const { drafts, audience, base, asOf = today() } = options;
  const loading = { drafts, audience, base, asOf, cache, render: true, history: true };
  const loaded = await loadArchive(folder, loading);
  print.error(reportText(loaded, process.stderr, { verbose: options.verbose }));
  if (countOf(loaded.report, 'error') > 0) return 1;
  if (!(await write(folder, loaded, { ...options, out: out.folder, asOf }))) return INTERRUPTED;
  await cache.prune();
  const count = loaded.archive?.postmortems.length ?? 0;
  print.line(`${count} postmortem${count === 1 ? '' : 's'} built into ${options.out}`);
  return 0;
}

/** Whether the site was written; not where the process was asked to end before. */
async function write(folder: string, loaded: Loaded, options: WriteOptions): Promise<boolean> {
  const { out } = options;
  // Beside, so that moving is renaming; not by mkdtemp, whose folders no web server may read.
  const temporary = `${out}.new-${process.pid}`;
  const site = path.join(temporary, 'site');
  // Another process of the same number may have been ended before it could remove it.
  await rm(temporary, { recursive: true, force: true });
  await mkdir(site, { recursive: true });
  const address = options.site ?? loaded.archive?.settings.site;
  const archive = path.resolve(folder);
  const config = astroConfig({ ...options, folder: archive, out: site, site: address, temporary }, loaded);
  const from = process.cwd();
  try {
    // Astro keeps the code that renders in the working directory where that does not hold the new site: two builds at
    // once would overwrite each other's, and a user's folder is no place for it.
    process.chdir(temporary);
    // What Astro warns of is about this project's files, which no author can mend.
    const built = buildWithAstro({ ...config, logLevel: 'error' }).then(() => true);
    const isBuilt = await Promise.race([built, ended().then(() => false)]);
    if (!isBuilt) return false;
    await writeList(site);
    await replaceFolder(out, site, `${temporary}/old`);
    return true;
  } finally {
    process.chdir(from);
    // What was interrupted may still write.
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** `out` is behind all links. */
type WriteOptions = BuildOptions & { asOf: string };
