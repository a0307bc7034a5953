import type { Plugin } from 'vite';
import type { SiteData } from './data/site-data.ts';
import { siteJson } from './data/site-json.ts';

const ID = 'nevertwice:site';
/** Vite's id of the module. */
export const SITE_MODULE = `\0${ID}`;

/** Provides the module `nevertwice:site`: the site as JSON, or `undefined` for the renderer, which gets its site at run time. */
export function sitePlugin(site: () => SiteData | undefined): Plugin {
  return {
    name: ID,
    resolveId: (id) => (id === ID ? SITE_MODULE : undefined),
    load(id) {
      if (id !== SITE_MODULE) return undefined;
      const current = site();
      if (!current) return 'export default undefined;';
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(siteJson(current)))});`;
    },
  };
}
