import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { makeArchive } from '../archive/archive.ts';
import { defaultSettings } from '../archive/settings.ts';
import { writeAsset } from '../disk/assets.ts';
import { type Loaded, loadArchive } from '../disk/load.ts';
import type { SiteOptions } from './options.ts';
import { type ArchiveSource, archivePlugin } from './plugin.ts';
import { documentsOf, writeSearchIndex } from './search.ts';
import { serveSearch } from './serve.ts';

/**
 * Makes an Astro project the site of an archive. `loaded` is the archive where the command has read it already; it is
 * read here where not, and read again by `dev` on every change of a file in its folder.
 */
export function nevertwice(options: SiteOptions, loaded?: Loaded): AstroIntegration {
  const state = { current: loaded };
  const load = () => loadArchive(options.folder, { ...options, render: true });
  let index: Promise<void> | undefined;
  const indexFolder = path.join(options.temporary, 'search');
  return {
    name: 'nevertwice',
    hooks: {
      async 'astro:config:setup'({ updateConfig }) {
        state.current ??= await load();
        updateConfig({ vite: { plugins: [archivePlugin(source(options, state))] } });
      },
      // The index is made by a process of its own: it works while the pages are rendered.
      'astro:build:start'() {
        const { archive, rendered } = source(options, state);
        index = writeSearchIndex(documentsOf(archive, rendered), indexFolder);
        // Awaited when the pages are done; a failure before that is not a second, unhandled one.
        index.catch(() => undefined);
      },
      async 'astro:build:done'({ dir }) {
        const out = fileURLToPath(dir);
        await mkdir(out, { recursive: true });
        await index;
        await rename(indexFolder, path.join(out, 'pagefind'));
        for (const asset of state.current?.assets.values() ?? []) await writeAsset(asset, out);
      },
      'astro:server:setup'({ server, refreshContent, logger }) {
        serveSearch(server, options, () => source(options, state));
        const folder = path.resolve(options.folder);
        server.watcher.add(folder);
        let reading = Promise.resolve();
        server.watcher.on('all', (_event, file) => {
          if (!path.resolve(file).startsWith(folder + path.sep)) return;
          reading = reading
            .then(load)
            .then(async (next) => {
              state.current = {
                ...next,
                ...(!next.archive && state.current?.archive && { archive: state.current.archive }),
              };
              await refreshContent?.({ loaders: ['nevertwice-postmortems', 'nevertwice-site'] });
              server.ws.send({ type: 'full-reload' });
            })
            .catch((error: Error) => logger.error(error.message));
        });
      },
    },
  };
}

function source(options: SiteOptions, state: { current: Loaded | undefined }): ArchiveSource {
  const none = makeArchive([], defaultSettings());
  return {
    options,
    get archive() {
      return state.current?.archive ?? none;
    },
    get rendered() {
      return state.current?.rendered ?? new Map();
    },
    get report() {
      return state.current?.report ?? { files: 0, diagnostics: [] };
    },
  };
}
