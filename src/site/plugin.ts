import type { AstroConfig } from 'astro';
import type { Plugin } from 'vite';
import type { Archive } from '../archive/archive.ts';
import type { SimilarIncident } from '../archive/similarity/similar-incidents.ts';
import type { Report } from '../diagnostics/report.ts';
import type { HistoryKind } from '../disk/git-history.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { SiteOptions } from './options.ts';

/** What the content loader, which Astro imports by itself, is given: the archive as last read. */
export interface ArchiveSource {
  readonly options: SiteOptions;
  readonly archive: Archive;
  readonly rendered: ReadonlyMap<string, Rendered>;
  readonly markdown: ReadonlyMap<string, string>;
  readonly similarIncidents: ReadonlyMap<string, readonly SimilarIncident[]>;
  readonly history: HistoryKind;
  readonly report: Report;
}

const NAME = 'nevertwice:archive';

/** The Vite plugin that carries the archive; `api` is the way in which plugins offer something to each other. */
export function archivePlugin(source: ArchiveSource): Plugin<ArchiveSource> {
  return { name: NAME, api: source };
}

/** The archive that an Astro configuration carries. Throws where it has none, which is a mistake in the configuration. */
export function archiveOf({ vite }: AstroConfig): ArchiveSource {
  const plugins = (vite.plugins ?? []).flat(5) as (Partial<Plugin<ArchiveSource>> | undefined)[];
  const api = plugins.find((plugin) => plugin?.name === NAME)?.api;
  if (!api) throw new Error('The Astro configuration has no Nevertwice integration; see src/site/config.ts');
  return api;
}
