import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { codeHash } from '../disk/cache.ts';
import { codeOf } from '../disk/read.ts';
import { COMPILED_BASE, prepareForAstro, rendererConfig } from './config.ts';
import type { SiteData } from './data/site-data.ts';

/** Renders the pages of a site. */
export interface Renderer {
  /** Sets the site whose pages are rendered from now on. */
  provideSite(site: SiteData): void;
  /** Returns the addresses of all pages and files below the base, such as `causes/network/` and `404.html`. */
  routesOf(site: SiteData): string[];
  /** Renders the page or file at an address below the base; `undefined` if the site has none there. */
  render(address: string, base: string): Promise<RenderedFile | undefined>;
  /** Paths of the styles, scripts, fonts and images that all pages share, relative to the site's root. */
  sharedFiles: readonly string[];
  /** Returns the content of a shared file. */
  readShared(file: string, base: string): Promise<string | Uint8Array>;
}

export interface RenderedFile {
  body: string;
  /** Media type. */
  type: string;
}

type Module = Pick<Renderer, 'provideSite' | 'routesOf'> & { render(url: URL): Promise<Response> };

/** Folders whose files make up the renderer. */
const SOURCES = ['src/site', 'src/archive', 'src/diagnostics', 'src/postmortem', 'src/search', 'public'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The renderer of a published package. */
const PACKAGED = fileURLToPath(new URL('../renderer/', import.meta.url));
/** Renderers of a clone, one for each state of the sources. */
const COMPILED = path.join(ROOT, '.cache/renderer');

/**
 * Opens the renderer. In a clone, compiles it first if its sources have changed since it was compiled last; `onCompile` is
 * called before.
 */
export async function openRenderer(onCompile: () => void): Promise<Renderer> {
  const folder = existsSync(PACKAGED) ? PACKAGED : await compiledFolder(onCompile);
  const client = path.join(folder, 'client');
  const module: Module = await import(pathToFileURL(path.join(folder, 'server/entry.mjs')).href);
  const entries = await readdir(client, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return {
    provideSite: module.provideSite,
    routesOf: module.routesOf,
    async render(address, base) {
      const url = new URL(COMPILED_BASE + address.replace(/^404\.html$/, '404'), 'http://localhost');
      const response = await module.render(url);
      if (response.status === 404 && address !== '404.html') return undefined;
      if (response.status >= 500) throw new Error(`The page ${address || '/'} cannot be rendered`);
      const type = response.headers.get('content-type') ?? 'text/plain; charset=utf-8';
      const body = await response.text();
      return { type, body: type.startsWith('text/html') ? body.replaceAll(COMPILED_BASE, base) : body };
    },
    sharedFiles: files.map((file) => path.relative(client, file).split(path.sep).join('/')).sort(),
    async readShared(file, base) {
      const content = await readFile(path.join(client, file));
      return /\.(?:css|js)$/.test(file) ? content.toString('utf8').replaceAll(COMPILED_BASE, base) : content;
    },
  };
}

async function compiledFolder(onCompile: () => void): Promise<string> {
  const folder = path.join(COMPILED, await codeHash(ROOT, SOURCES));
  if (existsSync(folder)) return folder;
  onCompile();
  prepareForAstro('production');
  const { build } = await import('astro');
  // Another command may compile at the same time: each works in a folder of its own.
  const temporary = `${folder}.${process.pid}`;
  try {
    await mkdir(temporary, { recursive: true });
    await build(rendererConfig(temporary));
    await rename(temporary, folder).catch((error) => {
      // The other command was faster.
      if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}
