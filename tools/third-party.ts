import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Collects the packages whose code is bundled. */
export interface BundledPackages {
  /** Plugin for Rolldown or Vite that sees every bundled module. */
  plugin: Plugin;
  /** Returns the packages with the texts of their licences, as Markdown. Rejects if a package has no licence. */
  licences(): Promise<string>;
}

/** Returns a plugin that collects the packages whose code or fonts are bundled, and a function that lists them. */
export function bundledPackages(): BundledPackages {
  const folders = new Set<string>();
  return {
    plugin: {
      name: 'nevertwice:bundled-packages',
      generateBundle(_options, bundle) {
        for (const output of Object.values(bundle)) {
          const modules = output.type === 'chunk' ? output.moduleIds : output.originalFileNames;
          for (const folder of modules.map(packageOf)) if (folder !== undefined) folders.add(folder);
        }
      },
    },
    async licences() {
      const sections = await Promise.all([...folders].map(sectionOf));
      const title = '# Third-party code\n\nThis package contains code and fonts of the following ones.\n';
      return [title, ...[...new Set(sections)].sort()].join('\n');
    },
  };
}

/** Returns the folder of a module's package; `undefined` for our own modules and those of the bundler. */
function packageOf(module: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module.split('\0').at(-1) ?? '')?.[0];
}

async function sectionOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} is bundled, but its package.json names no licence`);
  const file = (await readdir(folder)).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? '' : await readFile(path.join(folder, file), 'utf8');
  const quoted = text
    .trim()
    .replaceAll(/^/gm, '> ')
    .replaceAll(/[ \t\r]+$/gm, '');
  return `## ${name} ${version}\n\n${license}\n${text && `\n${quoted}\n`}`;
}
