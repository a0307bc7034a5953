import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroIntegrationLogger } from 'astro';
import type { RunnableDevEnvironment, ViteDevServer } from 'vite';
import type { Loaded } from '../build/load.ts';
import { writeSearchIndex } from '../build/search/search-index.ts';
import { formatPretty } from '../diagnostics/pretty.ts';
import { countSeverity } from '../diagnostics/report.ts';
import { writeAsset } from '../disk/assets/assets.ts';
import { Failure } from '../disk/failure.ts';
import { findSettings, SETTINGS_FILE } from '../disk/settings.ts';
import { moveFolder } from '../disk/write.ts';
import { SEARCH_FOLDER } from '../search/manifest.ts';
import { POSTMORTEM_LOADER, SITE_LOADER } from './loader.ts';
import type { SiteOptions } from './options.ts';
import { archivePlugin } from './plugin.ts';
import { refusalPlugin, serveSearch } from './serve.ts';
import { archiveSource } from './source.ts';

/**
 * Makes an Astro project the site of an archive. `loaded` is the archive where the command has read it already; it is
 * read here where not. `dev` reads it again on every change of a file in its folder and hands it to `onRead`.
 */
export function nevertwice(
  options: SiteOptions,
  loaded?: Loaded,
  onRead: (loaded: Loaded) => void = () => undefined,
): AstroIntegration {
  const source = archiveSource(options, loaded);
  const indexFolder = path.join(options.temporary, 'search');
  let index: Promise<void> | undefined;
  return {
    name: 'nevertwice',
    hooks: {
      async 'astro:config:setup'({ command, updateConfig, logger }) {
        if (!loaded) {
          const read = await source.read();
          if (command === 'build') refuseErrors(read, logger);
        }
        // A build's code that renders runs from the folder of the new site, from which no package would be found.
        const environments = { prerender: { resolve: { noExternal: true as const } } };
        updateConfig({
          vite: { plugins: [archivePlugin(source), refusalPlugin()], ...(command === 'build' && { environments }) },
        });
      },
      // The index is made by a process of its own: it works while the pages are rendered.
      'astro:build:start'() {
        // An interrupted `astro build` leaves its own there, of which parts would stay.
        index = rm(indexFolder, { recursive: true, force: true }).then(() => writeSearchIndex(source, indexFolder));
        // Awaited when the pages are done; a failure before that is not a second, unhandled one.
        index.catch(() => undefined);
      },
      async 'astro:build:done'({ dir }) {
        const out = fileURLToPath(dir);
        await index;
        await moveFolder(indexFolder, path.join(out, SEARCH_FOLDER));
        for (const asset of source.assets.values()) await writeAsset(asset, out);
      },
      async 'astro:server:setup'({ server, refreshContent, logger }) {
        serveSearch(server, source);
        const folder = path.resolve(options.folder);
        // It may lie above the folder.
        const settings = path.resolve((await findSettings(folder)) ?? path.join(folder, SETTINGS_FILE));
        server.watcher.add([folder, settings]);
        let reading = Promise.resolve();
        let isAwaited = false;
        const readAgain = async () => {
          isAwaited = false;
          onRead(await source.read());
          await refreshContent?.({ loaders: [POSTMORTEM_LOADER, SITE_LOADER] });
          forgetContent(server);
          server.ws.send({ type: 'full-reload' });
        };
        server.watcher.on('all', (_event, file) => {
          const changed = path.resolve(file);
          if (changed !== settings && !changed.startsWith(folder + path.sep)) return;
          // One reading that has not begun serves all files that change before it, of a change of branches hundreds.
          if (isAwaited) return;
          isAwaited = true;
          // One after the other, so that the last edit is what stays.
          reading = reading.then(readAgain).catch((error: Error) => logger.error(error.message));
        });
      },
    },
  };
}

/** Reports what is wrong with the documents. Throws where they have errors, as `nevertwice build` ends with 1. */
function refuseErrors({ report, sources, notes }: Loaded, logger: AstroIntegrationLogger): void {
  for (const note of notes) logger.warn(note);
  const text = formatPretty(report, sources, false);
  if (countSeverity(report, 'error') === 0) {
    logger.info(text);
    return;
  }
  logger.error(text);
  // Astro prints the stack, and it is not where the mistake is.
  throw Object.assign(new Failure('Nothing is built from an archive with errors.'), { stack: '' });
}

/**
 * Has the content store loaded anew for the next page. Astro does so itself when it writes the store, but a page that was
 * being made just then may have brought the old one back.
 */
function forgetContent(server: ViteDevServer): void {
  for (const environment of Object.values(server.environments)) {
    const module = environment.moduleGraph.getModuleById(CONTENT_STORE);
    if (module) environment.moduleGraph.invalidateModule(module);
    const { runner } = environment as Partial<RunnableDevEnvironment>;
    const store = runner?.evaluatedModules.getModuleById(CONTENT_STORE);
    if (store) runner?.evaluatedModules.invalidateModule(store);
  }
}

/** Astro's id of the module that holds the content store. */
const CONTENT_STORE = '\0astro:data-layer-content';
