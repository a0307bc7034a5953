import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { InjectedRoute } from 'astro';
import { PACKAGED_CODE, ROOT } from '../../disk/program.ts';
import { relativePath } from '../../disk/relative-path.ts';

/** Folder of the sources of the pages. A package has compiled modules next to the components. */
export const SITE_SOURCES: string = path.join(ROOT, PACKAGED_CODE === undefined ? 'src/site' : 'dist/source/site');

/** Folder of the files that are copied into every site. */
export const PUBLIC_FILES: string = path.join(ROOT, PACKAGED_CODE === undefined ? 'public' : 'dist/source/public');

/** Pages that belong to the root of a host, so that a project with other pages has its own. */
const OF_HOST = ['404', 'robots.txt'];

/** Returns the pages of an archive at addresses below `base`, which starts and ends with `/`. */
export function pagesBelow(base: string, isWholeSite: boolean): InjectedRoute[] {
  const folder = path.join(SITE_SOURCES, 'pages');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('_'))
    .flatMap((entry) => {
      const entrypoint = path.join(entry.parentPath, entry.name);
      const address = relativePath(folder, entrypoint).replace(/\.\w+$/, '');
      if (!isWholeSite && OF_HOST.includes(address)) return [];
      return [{ pattern: base + address.replace(/(?:^|\/)index$/, ''), entrypoint, prerender: true }];
    });
}
