import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { ViteDevServer } from 'vite';
import { loadArchive } from '../build/load.ts';
import type { LoadedArchive } from '../build/loaded.ts';
import { searchFileReader, writeSearchIndex } from '../build/search/search-index.ts';
import { type ArchiveWatcher, watchArchive } from '../build/watch.ts';
import { formatPretty } from '../diagnostics/pretty.ts';
import { countSeverity } from '../diagnostics/report.ts';
import { writeAsset } from '../disk/assets/assets.ts';
import { Failure } from '../disk/failure.ts';
import { SEARCH_FOLDER } from '../search/manifest.ts';
import { type SiteData, siteDataOf, withFindings } from './data/site-data.ts';
import { SITE_MODULE, sitePlugin } from './plugin.ts';

/** The site that Astro's own commands build, and its archive. */
export interface SiteOptions {
  /** Folder of the archive. */
  folder: string;
  /** Folder of the built site. */
  out: string;
  /** The day for which the status of actions is computed, `YYYY-MM-DD`. */
  asOf: string;
}

/** Makes an Astro project the site of an archive, for Astro's own commands. */
export function siteIntegration({ folder, asOf }: SiteOptions): AstroIntegration {
  let base: string;
  let loaded: LoadedArchive;
  let site: SiteData | undefined;
  let watcher: ArchiveWatcher | undefined;
  const load = async (drafts: boolean) => {
    const read = await loadArchive(folder, { drafts, incomplete: drafts, base, asOf, render: true, history: true });
    if (countSeverity(read.report, 'error') > 0 || !read.archive) {
      const report = formatPretty(read.report, read.sources, false);
      // Astro prints the stack, which does not help with a mistake in the archive.
      if (!read.archive || !drafts) throw Object.assign(new Failure(report), { stack: '' });
    }
    loaded = { ...read, archive: read.archive };
    const data = siteDataOf(loaded, asOf);
    site = drafts ? withFindings(data, loaded, folder) : data;
  };
  return {
    name: 'nevertwice',
    hooks: {
      async 'astro:config:setup'({ command, config, updateConfig }) {
        base = config.base.endsWith('/') ? config.base : `${config.base}/`;
        // `astro check` and `astro sync` only need the code.
        if (command === 'build' || command === 'dev') await load(command === 'dev');
        // Bundles packages, as they cannot be resolved from the folder of the new site, where this code runs.
        const environments = { prerender: { resolve: { noExternal: true as const } } };
        updateConfig({
          vite: { plugins: [sitePlugin(() => site)], ...(command === 'build' && { environments }) },
        });
      },
      async 'astro:build:done'({ dir }) {
        const out = fileURLToPath(dir);
        await writeSearchIndex(loaded, path.join(out, SEARCH_FOLDER));
        for (const asset of loaded.assets.values()) await writeAsset(asset, out);
      },
      async 'astro:server:setup'({ server, logger }) {
        serveSearch(server, base, () => loaded);
        const update = async () => {
          await load(true);
          reload(server);
        };
        watcher = await watchArchive(folder, update, (error) => logger.error(error.message));
      },
      async 'astro:server:done'() {
        await watcher?.close();
      },
    },
  };
}

function reload(server: ViteDevServer): void {
  for (const { moduleGraph } of Object.values(server.environments)) {
    const module = moduleGraph.getModuleById(SITE_MODULE);
    if (module) moduleGraph.invalidateModule(module);
  }
  server.ws.send({ type: 'full-reload' });
}

/** Answers requests for the search index from memory. */
function serveSearch(server: ViteDevServer, base: string, loaded: () => LoadedArchive): void {
  const prefix = `${base}${SEARCH_FOLDER}/`;
  const readSearchFile = searchFileReader(loaded);
  server.middlewares.use((request, response, next) => {
    // Vite has already removed the base from `url`.
    const [address = ''] = (request.originalUrl ?? request.url ?? '').split('?');
    if (!address.startsWith(prefix)) return next();
    readSearchFile(address.slice(prefix.length)).then((content) => {
      if (content) response.end(content);
      else next();
    }, next);
  });
}
