import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Result, ROOT } from '../tools/cli.ts';
import { filesIn } from '../tools/sites/built-site.ts';
import { commandsIn, installIn, runIn } from './installation.ts';

/** The Astro project of docs/astro.md, in an empty folder. */
export interface AstroProject {
  folder: string;
  /** Replaces a text in a file; it has to be there. */
  edit(file: string, from: string, to: string): void;
  /** Runs `astro build`. */
  build(...args: string[]): Promise<Result>;
  /** Runs a command of Nevertwice. */
  nevertwice(...args: string[]): Promise<Result>;
  remove(): void;
}

/** Writes the files that docs/astro.md shows, and installs what its package.json names, with Nevertwice from `tarball`. */
export async function makeAstroProject(tarball: string): Promise<AstroProject> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-astro-project-'));
  const remove = () => rmSync(folder, { recursive: true });
  try {
    const text = readFileSync(path.join(ROOT, 'docs/astro.md'), 'utf8');
    for (const [, name = '', source = ''] of text.matchAll(/^`([\w./]+)`.*:\n\n```\w+\n([\s\S]*?)^```$/gm)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), source);
    }
    cpSync(tarball, path.join(folder, path.basename(tarball)));
    await installIn(folder);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    folder,
    edit(file, from, to) {
      const target = path.join(folder, file);
      const text = readFileSync(target, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
      writeFileSync(target, text.replace(from, to));
    },
    build: (...args) =>
      runIn(folder, 'astro/bin/astro.mjs', ['build', ...args], { ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' }),
    nevertwice: commandsIn(folder).nevertwice,
    remove,
  };
}

/** Returns the local addresses in the pages below a folder of a built site that lead to no file of the site. */
export function brokenLinks(site: string, below: string): string[] {
  const pages = filesIn(path.join(site, below)).filter((file) => file.endsWith('.html'));
  return pages.flatMap((page) => {
    const html = readFileSync(path.join(site, below, page), 'utf8');
    const addresses = [...html.matchAll(/\s(?:href|src|action)="(\/[^"#?]*)/g)].map(([, address = '']) => address);
    const missing = addresses.filter((address) => !hasFile(site, decodeURIComponent(address)));
    return missing.map((address) => `${page}: ${address}`);
  });
}

/** Returns whether a static server finds a file for an address. */
function hasFile(site: string, address: string): boolean {
  if (address.endsWith('/')) return existsSync(path.join(site, address, 'index.html'));
  return existsSync(path.join(site, address)) || existsSync(path.join(site, `${address}.html`));
}
