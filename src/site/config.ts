import { homedir } from 'node:os';
import path from 'node:path';
import type { AstroAdapter, AstroInlineConfig } from 'astro';
import type { Plugin } from 'vite';
import { ROOT } from '../disk/program.ts';
import { integrationOf } from './astro/integration.ts';
import { COMPILED_BASE } from './compiled-base.ts';
import { sitePlugin } from './plugin.ts';

type Mode = 'production' | 'development';

/**
 * Returns the configuration of Astro's own commands, for work on the site: a project whose only pages are those of the
 * archive in `folder`. `astro.config.mjs` exports it.
 */
export function astroConfig(folder: string, outDir: string, mode: Mode): AstroInlineConfig {
  const archive = { folder: path.resolve(folder), base: '/', components: new Map(), isWholeSite: true };
  // Bundles packages, as they cannot be resolved from the folder of the new site, where this code runs.
  const prerender = mode === 'production' && { prerender: { resolve: { noExternal: true as const } } };
  return {
    ...SHARED,
    // The integration adds the pages.
    srcDir: path.join(ROOT, 'src'),
    outDir,
    integrations: [integrationOf(() => archive)],
    vite: { ...VITE, environments: { ...VITE.environments, ...prerender } },
  };
}

/** Returns the configuration that compiles the pages to a renderer in `folder`, with further plugins of Vite. */
export function rendererConfig(folder: string, plugins: Plugin[] = []): AstroInlineConfig {
  const vite: AstroInlineConfig['vite'] = {
    ...VITE,
    cacheDir: path.join(folder, '.vite'),
    plugins: [sitePlugin(() => undefined), ...plugins],
    // Bundles packages, as they cannot be resolved from the renderer's folder.
    environments: { ...VITE.environments, ssr: { resolve: { noExternal: true } } },
  };
  return {
    ...SHARED,
    outDir: folder,
    cacheDir: path.join(folder, '.astro'),
    base: COMPILED_BASE,
    output: 'server',
    adapter: { name: 'nevertwice', hooks: { 'astro:config:done': ({ setAdapter }) => setAdapter(ADAPTER) } },
    vite,
    logLevel: 'silent',
  };
}

const ADAPTER: AstroAdapter = {
  name: 'nevertwice',
  entrypointResolution: 'auto',
  serverEntrypoint: new URL('./server.ts', import.meta.url),
  supportedAstroFeatures: { serverOutput: 'stable' },
};

// Scripts and styles are files of their own, so that a Content-Security-Policy can forbid inline ones.
const SHARED = {
  configFile: false,
  root: ROOT,
  srcDir: path.join(ROOT, 'src/site'),
  publicDir: path.join(ROOT, 'public'),
  trailingSlash: 'ignore',
  build: { format: 'directory', inlineStylesheets: 'never', assets: 'assets' },
  devToolbar: { enabled: false },
  // Scopes add nothing to the specificity of selectors.
  scopedStyleStrategy: 'where',
  // `src/disk/assets` converts the images; without sharp, the renderer is smaller.
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
} satisfies AstroInlineConfig;

/** Bundles what every page or list needs into one file, and the search into another, to save requests. */
const SCRIPTS = [
  { name: 'page', test: /src\/(?:site\/client\/(?:page|retrying)|search\/facts)\.ts|preload-helper/, priority: 2 },
  { name: 'search', test: /site\/client\/search\/(?:dialog\/dialog|search-page|term-highlighter)\.ts/, priority: 1 },
];

const VITE = {
  // One style sheet for all pages; split, each page would need a dozen.
  build: { assetsInlineLimit: 0, cssCodeSplit: false },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: SCRIPTS } } } } } },
} satisfies AstroInlineConfig['vite'];

/**
 * Prepares the process for Astro; call it before importing Astro. Turns off telemetry and, in `dev`, the check for newer
 * versions. Sets a home folder if the user has none, as importing Astro fails without one. Deletes variables such as
 * BASE_URL, which CI services set and Astro would pass to pages.
 */
export function prepareForAstro(mode: Mode): void {
  for (const name of ['ASSETS_PREFIX', 'BASE_URL', 'DEV', 'MODE', 'PROD', 'SITE', 'SSR']) delete process.env[name];
  process.env.NODE_ENV = mode;
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  process.env.ASTRO_DISABLE_UPDATE_CHECK = 'true';
  if (!hasHome()) process.env.HOME = '/nonexistent';
}

function hasHome(): boolean {
  try {
    return homedir() !== '';
  } catch {
    // There is no HOME and no entry for this user id, as in many containers.
    return false;
  }
}
