import { cp } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration, AstroIntegrationLogger } from 'astro';
import type { ViteDevServer } from 'vite';
import { sharedReader } from '../../build/body-reader.ts';
import { loadArchive } from '../../build/load.ts';
import type { Loaded, LoadedArchive } from '../../build/loaded.ts';
import { writeSearchIndex } from '../../build/search/search-index.ts';
import { type ArchiveWatcher, watchArchive } from '../../build/watch.ts';
import { formatPretty } from '../../diagnostics/pretty.ts';
import { countSeverity } from '../../diagnostics/report.ts';
import { writeAsset } from '../../disk/assets/assets.ts';
import { memoryCache } from '../../disk/cache.ts';
import { Failure } from '../../disk/failure.ts';
import { SEARCH_FOLDER } from '../../search/manifest.ts';
import { type SiteData, siteDataOf, withFindings } from '../data/site-data.ts';
import { SITE_MODULE, sitePlugin } from '../plugin.ts';
import { overridesPlugin } from './components.ts';
import type { CheckedOptions } from './options.ts';
import { PUBLIC_FILES, pagesBelow } from './pages.ts';
import { serveFiles } from './serve.ts';

/** The archive that an Astro project shows; `isWholeSite` if the project has no other pages. */
export type ArchiveOptions = CheckedOptions & { isWholeSite?: boolean };

/**
 * Adds the pages of an archive to an Astro project, with its search, feeds and files. `optionsFor` checks the options for
 * the root of the project. Problems of the options and errors in the archive fail `astro build`.
 */
export function integrationOf(optionsFor: (root: string) => ArchiveOptions | { problems: string[] }): AstroIntegration {
  let options: ArchiveOptions;
  let command: string;
  let base: string;
  let load: (logger: AstroIntegrationLogger) => Promise<void>;
  let loaded: LoadedArchive;
  let site: SiteData;
  let watcher: ArchiveWatcher | undefined;
  return {
    name: 'nevertwice',
    hooks: {
      'astro:config:setup'({ command: running, config, injectRoute, updateConfig }) {
        command = running;
        const checked = optionsFor(fileURLToPath(config.root));
        if ('problems' in checked) throw withoutStack(problemsText(checked.problems));
        options = checked;
        for (const page of pagesBelow(options.base, options.isWholeSite ?? false)) injectRoute(page);
        updateConfig({
          vite: {
            plugins: [sitePlugin(() => site), overridesPlugin(options.components)],
            // Vite has to see the components, and to resolve the module with the site's data.
            ssr: { noExternal: ['nevertwice'] },
            optimizeDeps: { exclude: ['nevertwice'] },
          },
        });
      },
      async 'astro:config:done'({ config, logger }) {
        base = config.base.replace(/\/$/, '') + options.base;
        load = archiveLoader(options, config, base, command === 'dev', (read, data) => {
          loaded = read;
          site = data;
        });
        // `astro check` and `astro sync` only need the code.
        if (command === 'build' || command === 'dev') await load(logger);
        if (command === 'build') await sharedReader().close();
      },
      async 'astro:build:done'({ dir }) {
        const out = path.join(fileURLToPath(dir), options.base);
        await cp(PUBLIC_FILES, out, { recursive: true });
        await forUser(writeSearchIndex(site, path.join(out, SEARCH_FOLDER)));
        for (const asset of loaded.assets.values()) await forUser(writeAsset(asset, out));
      },
      async 'astro:server:setup'({ server, logger }) {
        serveFiles(
          server,
          base,
          () => site,
          () => loaded.assets,
        );
        const update = async () => {
          await load(logger);
          reload(server);
        };
        watcher = await watchArchive(options.folder, update, (error) => logger.error(error.message));
      },
      async 'astro:server:done'() {
        await watcher?.close();
        await sharedReader().close();
      },
    },
  };
}

/**
 * Returns what the addresses of pages end with, so that they lead to the files that Astro writes and to what its dev server
 * accepts; `undefined` for `/`.
 */
function pageEndOf({ trailingSlash, build }: AstroConfig): '' | undefined {
  const hasSlash = trailingSlash === 'always' || (trailingSlash === 'ignore' && build.format === 'directory');
  return hasSlash ? undefined : '';
}

/**
 * Returns a function that reads the archive and passes it on. It rejects with the report if archive.yml is invalid or,
 * except in `dev`, if there are errors; it logs warnings.
 */
function archiveLoader(
  { folder, audience }: ArchiveOptions,
  config: AstroConfig,
  base: string,
  isDev: boolean,
  onLoad: (loaded: LoadedArchive, site: SiteData) => void,
): (logger: AstroIntegrationLogger) => Promise<void> {
  // As the user names it, for the report.
  const named = path.relative('', folder) || '.';
  const cache = memoryCache();
  return async (logger) => {
    const asOf = new Date().toISOString().slice(0, 10);
    const address = { base, site: config.site, pageEnd: pageEndOf(config) };
    const loading = { ...address, drafts: isDev, incomplete: isDev, audience, asOf, cache };
    const read = await forUser(loadArchive(named, { ...loading, render: true, history: true }));
    await cache.save();
    const { archive } = read;
    if (!archive || (!isDev && countSeverity(read.report, 'error') > 0)) throw withoutStack(reportOf(read, named));
    const level = countSeverity(read.report, 'info') === read.report.diagnostics.length ? 'info' : 'warn';
    if (read.report.diagnostics.length > 0) logger[level](`\n${reportOf(read, named)}`);
    for (const note of read.notes) logger.warn(note);
    const shown = { ...read, archive };
    const data = siteDataOf(shown, asOf);
    onLoad(shown, isDev ? withFindings(data, shown, named) : data);
  };
}

function reportOf({ report, sources }: Pick<Loaded, 'report' | 'sources'>, folder: string): string {
  return formatPretty(report, sources, false, { listedBy: `\`nevertwice check ${folder} --verbose\`` });
}

function problemsText(problems: readonly string[]): string {
  return `nevertwice, in the configuration of Astro:\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
}

/** Waits for work, and rejects with only the message of a `Failure`. */
async function forUser<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Failure ? withoutStack(`nevertwice: ${error.message}`) : error;
  }
}

/** Astro prints the stack of errors, which does not help with a mistake of the user. */
function withoutStack(message: string): Failure {
  return Object.assign(new Failure(message), { stack: '' });
}

function reload(server: ViteDevServer): void {
  for (const { moduleGraph } of Object.values(server.environments)) {
    const module = moduleGraph.getModuleById(SITE_MODULE);
    if (module) moduleGraph.invalidateModule(module);
  }
  server.ws.send({ type: 'full-reload' });
}
