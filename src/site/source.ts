import { makeArchive } from '../archive/archive.ts';
import { defaultSettings } from '../archive/settings.ts';
import { type Loaded, loadArchive } from '../build/load.ts';
import { memoryCache } from '../disk/cache.ts';
import type { SiteOptions } from './options.ts';
import type { ArchiveSource } from './plugin.ts';

/** The archive that a site is made from, as last read. */
export interface ReadableSource extends ArchiveSource {
  readonly assets: Loaded['assets'];
  /** Reads the folder again and gives what was found; where archive.yml is broken, the documents stay as they were. */
  read(): Promise<Loaded>;
}

/** A source that holds `loaded`, or nothing until it has read. */
export function archiveSource(options: SiteOptions, loaded?: Loaded): ReadableSource {
  const none = makeArchive([], defaultSettings());
  let current = {
    archive: none,
    rendered: new Map(),
    markdown: new Map(),
    assets: new Map(),
    similarIncidents: new Map(),
    history: 'none' as Loaded['history'],
    report: { files: 0, diagnostics: [] },
    ...loaded,
  };
  const cache = memoryCache();
  return {
    options,
    get archive() {
      return current.archive;
    },
    get rendered() {
      return current.rendered;
    },
    get markdown() {
      return current.markdown;
    },
    get assets() {
      return current.assets;
    },
    get similarIncidents() {
      return current.similarIncidents;
    },
    get history() {
      return current.history;
    },
    get report() {
      return current.report;
    },
    async read() {
      const { drafts, audience, base, folder, asOf, incomplete = false } = options;
      const wanted = { drafts, audience, base, asOf, incomplete, render: true, history: true, cache };
      const next = await loadArchive(folder, wanted);
      await cache.prune();
      current = next.archive ? { ...current, ...next } : { ...current, report: next.report };
      return next;
    },
  };
}
