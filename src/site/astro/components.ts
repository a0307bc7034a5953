import path from 'node:path';
import type { Plugin } from 'vite';
import { SITE_SOURCES } from './pages.ts';

/** The components that a project can replace, and their files in the sources of the site. */
export const COMPONENTS = {
  SiteHeader: 'components/frame/SiteHeader.astro',
  SiteFooter: 'components/frame/SiteFooter.astro',
  Head: 'components/slots/Head.astro',
  PageStart: 'components/slots/PageStart.astro',
  PostmortemEnd: 'components/slots/PostmortemEnd.astro',
} as const;

export type ComponentName = keyof typeof COMPONENTS;

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
