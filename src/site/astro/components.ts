import path from 'node:path';
import type { Plugin } from 'vite';
import { COMPONENTS, type ComponentName } from '../data/overrides.ts';
import { SITE_SOURCES } from './pages.ts';

/**
 * Replaces components where the pages of the archive import them; `files` are absolute paths by the name of the component.
 * Files of the project still import the original ones, to wrap them.
 */
export function overridesPlugin(files: ReadonlyMap<ComponentName, string>): Plugin {
  const byOriginal = new Map([...files].map(([name, file]) => [path.join(SITE_SOURCES, COMPONENTS[name]), file]));
  return {
    name: 'nevertwice:components',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer || !source.startsWith('.') || !source.endsWith('.astro')) return undefined;
      const [from = ''] = importer.split('?');
      if (!path.normalize(from).startsWith(SITE_SOURCES + path.sep)) return undefined;
      return byOriginal.get(path.resolve(path.dirname(from), source));
    },
  };
}
