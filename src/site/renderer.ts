import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../disk/failure.ts';
import { PACKAGED_CODE, ROOT } from '../disk/program.ts';
import { codeOf } from '../disk/read.ts';
import { relativePath } from '../disk/relative-path.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { COMPILED_BASE } from './compiled-base.ts';
import type { CardText } from './data/card-text.ts';
import type { SiteData } from './data/site-data.ts';

/** Renders the pages of a site. */
export interface Renderer {
  /** Identifies the code of the pages. */
  code: string;
  /** Sets the site whose pages are rendered from now on. */
  provideSite(site: SiteData): void;
  /** Loads the code of all pages, which is otherwise loaded with the first page of each kind. */
  loadPages(): Promise<void>;
  /** Returns what the share card of a postmortem says. */
  cardTextOf(postmortem: Postmortem): CardText;
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

type Module = Pick<Renderer, 'provideSite' | 'loadPages' | 'cardTextOf' | 'routesOf'> & {
  render(url: URL): Promise<Response>;
};

/** The renderer of a published package. */
const PACKAGED = path.join(ROOT, 'dist/renderer');
/** Identifies the code from which a package's renderer was compiled. */
export const CODE_FILE = 'code.txt';

/**
 * Opens the renderer. In a clone, compiles it first if its sources have changed, and calls `onCompile` before. Throws
 * `Failure` if the renderer of a package is missing or of another version.
 */
export async function openRenderer(onCompile: () => void): Promise<Renderer> {
  const folder = PACKAGED_CODE === undefined ? await compiled(onCompile) : await packaged(PACKAGED, PACKAGED_CODE);
  const client = path.join(folder, 'client');
  const module: Module = await import(pathToFileURL(path.join(folder, 'server/entry.mjs')).href);
  const entries = await readdir(client, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return {
    code: PACKAGED_CODE ?? path.basename(folder),
    provideSite: module.provideSite,
    loadPages: module.loadPages,
    cardTextOf: module.cardTextOf,
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
    sharedFiles: files.map((file) => relativePath(client, file)).sort(),
    async readShared(file, base) {
      const content = await readFile(path.join(client, file));
      return /\.(?:css|js)$/.test(file) ? content.toString('utf8').replaceAll(COMPILED_BASE, base) : content;
    },
  };
}

/** Compiles the pages in a clone. Only this function imports code that the package leaves out. */
async function compiled(onCompile: () => void): Promise<string> {
  const { compiledFolder } = await import('./compile.ts');
  return compiledFolder(onCompile);
}

/** Returns the folder of a package's renderer. Throws `Failure` if it was not compiled from the running code. */
async function packaged(folder: string, code: string): Promise<string> {
  const found = await readFile(path.join(folder, CODE_FILE), 'utf8').catch((error) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw error;
  });
  if (found === code) return folder;
  const fault = found === undefined ? 'is missing' : 'belongs to another version';
  throw new Failure(`the renderer of the pages, ${folder}, ${fault}; install nevertwice again`);
}
