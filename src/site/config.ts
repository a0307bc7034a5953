import { fileURLToPath } from 'node:url';
import sitemap from '@astrojs/sitemap';
import type { AstroInlineConfig } from 'astro';
import type { Loaded } from '../disk/load.ts';
import { nevertwice } from './integration.ts';
import type { SiteOptions } from './options.ts';

/**
 * The Astro configuration of a site: what `astro.config.mjs` exports and what the commands hand over. Scripts and styles
 * are files of their own, so that a Content-Security-Policy may forbid inline ones.
 */
export function astroConfig(options: SiteOptions, loaded?: Loaded): AstroInlineConfig {
  return {
    configFile: false,
    root: fileURLToPath(new URL('../../', import.meta.url)),
    outDir: options.out,
    cacheDir: options.temporary,
    base: options.base,
    ...(options.site && { site: options.site }),
    trailingSlash: 'ignore',
    build: { format: 'directory', inlineStylesheets: 'never', assets: 'assets' },
    integrations: [nevertwice(options, loaded), ...(options.site ? [sitemap()] : [])],
    devToolbar: { enabled: false },
    vite: { build: { assetsInlineLimit: 0 } },
  };
}
