import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { ViteDevServer } from 'vite';
import type { Archive } from '../archive/archive.ts';
import { type Loaded, loadArchive } from '../build/load.ts';
import { searchFiles, writeSearchIndex } from '../build/search/search-index.ts';
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

type WithArchive = Loaded & { archive: Archive };

/** Makes an Astro project the site of an archive, for Astro's own commands. */
export function siteIntegration({ folder, asOf }: SiteOptions): AstroIntegration {
  let base: string;
  let loaded: WithArchive;
  let site: SiteData | undefined;
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
      'astro:server:setup'({ server, logger }) {
        serveSearch(server, base, () => loaded);
        const root = path.resolve(folder);
        server.watcher.add(root);
        server.watcher.on('all', (_event, file) => {
          if (!path.resolve(file).startsWith(root + path.sep)) return;
          load(true)
            .then(() => reload(server))
            .catch((error: Error) => logger.error(error.message));
        });
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
function serveSearch(server: ViteDevServer, base: string, loaded: () => WithArchive): void {
  const prefix = `${base}${SEARCH_FOLDER}/`;
  let built: { of: WithArchive; files: Promise<Map<string, Uint8Array>> } | undefined;
  server.middlewares.use((request, response, next) => {
    // Vite has already removed the base from `url`.
    const [address = ''] = (request.originalUrl ?? request.url ?? '').split('?');
    if (!address.startsWith(prefix)) return next();
    const of = loaded();
    if (built?.of !== of) built = { of, files: searchFiles(of) };
    built.files.then((files) => {
      const content = files.get(address.slice(prefix.length));
      if (content) response.end(content);
      else next();
    }, next);
  });
}
