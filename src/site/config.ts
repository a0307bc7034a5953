import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sitemap from '@astrojs/sitemap';
import type { AstroInlineConfig } from 'astro';
import type { Loaded } from '../build/load.ts';
import { nevertwice } from './integration.ts';
import type { SiteOptions } from './options.ts';

/**
 * The Astro configuration of a site: what `astro.config.mjs` exports and what the commands hand over. Scripts and styles
 * are files of their own, so that a Content-Security-Policy may forbid inline ones. `onRead` is told what `dev` reads.
 */
export function astroConfig(
  options: SiteOptions,
  loaded?: Loaded,
  onRead?: (loaded: Loaded) => void,
): AstroInlineConfig {
  // A list of all pages is for crawlers, which an internal site asks to stay away.
  const isPublic = (options.audience ?? loaded?.archive?.settings.audience) === 'public';
  return {
    configFile: false,
    root: fileURLToPath(new URL('../../', import.meta.url)),
    srcDir: fileURLToPath(new URL('./', import.meta.url)),
    outDir: options.out,
    cacheDir: options.temporary,
    base: options.base,
    ...(options.site && { site: options.site }),
    trailingSlash: 'ignore',
    build: { format: 'directory', inlineStylesheets: 'never', assets: 'assets' },
    integrations: [
      nevertwice(options, loaded, onRead),
      ...(options.site && isPublic ? [sitemap({ filter: isPage(loaded) })] : []),
    ],
    devToolbar: { enabled: false },
    // The selectors of components count what they say, whether a scope is added or not.
    scopedStyleStrategy: 'where',
    vite: {
      // One style sheet for all pages: in parts, each page would need a dozen.
      build: { assetsInlineLimit: 0, cssCodeSplit: false },
      cacheDir: path.join(options.temporary, 'vite'),
      environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: SCRIPTS } } } } } },
    },
  };
}

/** What searches is one file: in parts it would be as many requests. What every page has to open it with stays apart. */
const SCRIPTS = [
  { name: 'page', test: /site\/client\/(?:dom|search\/dialog-elements)\.ts|preload-helper/, priority: 2 },
  { name: 'search', test: /site\/client\/search\/(?:dialog|results-view|term-highlighter)\.ts/, priority: 1 },
];

/**
 * To be called before Astro is imported. Makes what pages learn from `import.meta.env` depend on the command alone. In it Astro gives variables of the
 * environment, such as a BASE_URL that a CI service sets, the last word, and Vite takes every NODE_ENV but `production`
 * for `dev`.
 */
export function setEnvironment(mode: 'production' | 'development'): void {
  for (const name of ['ASSETS_PREFIX', 'BASE_URL', 'DEV', 'MODE', 'PROD', 'SITE', 'SSR']) delete process.env[name];
  process.env.NODE_ENV = mode;
  keepToThisMachine();
}

/**
 * Keeps Astro from calling home: neither telemetry nor, in `dev`, a search for newer versions. Gives it a home folder
 * where the user has none, as it fails for the lack of one while it is imported.
 */
export function keepToThisMachine(): void {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  process.env.ASTRO_DISABLE_UPDATE_CHECK = 'true';
  if (!hasHome()) process.env.HOME = '/nonexistent';
}

function hasHome(): boolean {
  try {
    return homedir() !== '';
  } catch {
    // No HOME, and no entry for this user id, as in many containers.
    return false;
  }
}

/** Leaves the addresses that only lead on out of the sitemap. */
function isPage(loaded: Loaded | undefined): (address: string) => boolean {
  const aliases = new Set(loaded?.archive?.postmortems.flatMap((postmortem) => postmortem.aliases));
  return (address) => {
    const [, alias = ''] = /\/postmortems\/([^/]+)\/$/.exec(new URL(address).pathname) ?? [];
    return !aliases.has(alias) || loaded?.archive?.byId.has(alias) === true;
  };
}
