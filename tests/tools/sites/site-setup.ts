import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { writeExtremeArchive, writeSingleArchive } from '../archives/archives.ts';
import { AS_OF, mustRun, ROOT } from '../cli.ts';

/** Names of the sites that are built once for all tests of built sites. */
export type SiteName = 'example' | 'single' | 'open' | 'all' | 'themed';

/** Location and source of a built site. */
export interface SitePlace {
  /** Folder of the built site. */
  folder: string;
  /** Folder of the archive. */
  archive: string;
  /** Path of its root on the host, with `/` at both ends. */
  base: string;
  audience: 'internal' | 'public';
  /** Address of the published site; absent if the build was not given one. */
  site?: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    sites: Record<SiteName, SitePlace>;
  }
}

/** Builds the sites for the projects `site` and `browser`; the second one uses what the first one has built. */
export default async function setup({ vitest }: TestProject): Promise<(() => void) | undefined> {
  const root = vitest.getRootProject();
  if ('sites' in root.getProvidedContext()) return undefined;
  const { sites, remove } = await buildSites();
  vitest.provide('sites', sites);
  return remove;
}

/** Builds all sites in a temporary folder, which `remove` removes. */
export async function buildSites(): Promise<{ sites: Record<SiteName, SitePlace>; remove(): void }> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'nevertwice-sites-'));
  const folder = (name: string) => path.join(temporary, name);
  const sites: Record<SiteName, SitePlace> = {
    example: {
      ...{ folder: folder('example'), archive: path.join(ROOT, 'postmortems'), base: '/', audience: 'internal' },
      site: EXAMPLE_SITE,
    },
    single: { folder: folder('single'), archive: folder('single-archive'), base: '/', audience: 'internal' },
    open: {
      ...{ folder: folder('open'), archive: folder('extreme-archive'), base: '/kb/', audience: 'public' },
      site: 'https://open.example',
    },
    all: { folder: folder('all'), archive: folder('extreme-archive'), base: '/', audience: 'internal' },
    themed: {
      ...{ folder: folder('themed'), archive: path.join(ROOT, 'tests/fixtures/themed'), base: '/ferries/' },
      ...{ audience: 'public', site: 'https://incidents.lighthouse.example' },
    },
  };
  for (const place of [sites.single, sites.open]) mkdirSync(place.archive);
  writeSingleArchive(sites.single.archive);
  writeExtremeArchive(sites.open.archive);
  try {
    await build(sites.example);
    await build(sites.single);
    // The base is the path of the address.
    await build(sites.open, '--audience', 'public', '--site', 'https://open.example/kb');
    await build(sites.all, '--audience', 'internal', '--drafts');
    await build(sites.themed, '--audience', 'public', '--base', sites.themed.base);
  } catch (error) {
    rmSync(temporary, { recursive: true });
    throw error;
  }
  return { sites, remove: () => rmSync(temporary, { recursive: true }) };
}

// The same as in archive.yml of the example archive.
const EXAMPLE_SITE = 'https://nevertwice.example';

/** Builds a site like the tests. */
export async function build({ archive, folder }: Pick<SitePlace, 'archive' | 'folder'>, ...options: string[]) {
  await mustRun(['build', archive, '--out', folder, '--as-of', AS_OF, ...options]);
}
