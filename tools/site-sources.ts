/** Copies the sources of the site for `nevertwice/astro`, so that Astro can compile them in another project. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'tsdown';
import type { Plugin } from 'vite';
import { ROOT } from '../src/disk/program.ts';
import { lighterFont } from '../src/site/lighter-fonts.ts';
import { astroSource } from './astro-source.ts';

const SOURCES = path.join(ROOT, 'src');
const require = createRequire(import.meta.url);

/**
 * Writes the components, styles and pages of the site to `outDir`, as in `src`, and the modules that they import as
 * JavaScript: not every tool accepts TypeScript below node_modules. Code of other packages and fonts go to `vendor`, since
 * the package does not depend on them. `plugin` sees the modules.
 */
export async function writeSiteSources(outDir: string, plugin: Plugin): Promise<void> {
  const entries = await readdir(path.join(SOURCES, 'site'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const fonts = new Set<string>();
  const modules = new Set(files.filter(isPageModule));
  for (const file of files.filter((name) => /\.(?:astro|css)$/.test(name))) {
    const text = await readFile(file, 'utf8');
    if (file.endsWith('.astro')) for (const module of modulesOf(file, text)) modules.add(module);
    const target = path.join(outDir, path.relative(SOURCES, file));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, rewrite(text, path.relative(path.dirname(target), path.join(outDir, 'vendor')), fonts));
  }
  for (const font of fonts) await copyFont(font, path.join(outDir, 'vendor'));
  await cp(path.join(ROOT, 'public'), path.join(outDir, 'public'), { recursive: true });
  await compileModules([...modules], outDir, plugin);
}

function isPageModule(file: string): boolean {
  return file.startsWith(path.join(SOURCES, 'site/pages') + path.sep) && file.endsWith('.ts');
}

/** Returns the modules whose values a component imports. Throws if it imports a package, which is not installed elsewhere. */
function modulesOf(file: string, text: string): string[] {
  const imports = astroSource(text).matchAll(/^\s*import (?!type )(?:[^'";]* from )?'([^']+)'/gm);
  return [...imports].flatMap(([, specifier = '']) => {
    if (specifier.startsWith('.')) return specifier.endsWith('.ts') ? [path.resolve(file, '..', specifier)] : [];
    if (FONT.test(specifier)) return [];
    throw new Error(`${path.relative(ROOT, file)} imports the package ${specifier}; import it in a module instead`);
  });
}

const FONT = /^@fontsource-variable\//;

/** Makes imports lead to the compiled modules and, by way of the relative path `vendor`, to the fonts, which it collects. */
function rewrite(text: string, vendor: string, fonts: Set<string>): string {
  return text
    .replaceAll(/((?:from|import) '\.[^']*|<script src="\.[^"]*)\.ts(?=['"])/g, '$1.js')
    .replaceAll(/(from '|@import ")(@fontsource-variable\/[^'"?]+)/g, (_, start: string, font: string) => {
      fonts.add(font);
      return `${start}${vendor.split(path.sep).join('/')}/${font}`;
    });
}

/** Copies a font, or a style sheet with the fonts that it names. */
async function copyFont(name: string, vendor: string): Promise<void> {
  const source = require.resolve(name);
  const target = path.join(vendor, name);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, await lighterFont(name, await readFile(source)));
  if (!name.endsWith('.css')) return;
  const urls = (await readFile(source, 'utf8')).matchAll(/url\(\.\/([^)]+)\)/g);
  for (const [, file = ''] of urls) await copyFont(path.posix.join(path.posix.dirname(name), file), vendor);
}

/** Compiles modules one by one, so that bundlers can leave out what a page or a script does not use. */
async function compileModules(entry: string[], outDir: string, plugin: Plugin): Promise<void> {
  await build({
    config: false,
    cwd: ROOT,
    entry,
    outDir,
    clean: false,
    root: SOURCES,
    unbundle: true,
    // Browsers run some of them.
    platform: 'neutral',
    inputOptions: { resolve: { mainFields: ['module', 'main'] } },
    outputOptions: {
      // npm packs no folder named node_modules.
      entryFileNames: ({ name }) => `${name.replaceAll('node_modules/', 'vendor/')}.js`,
      // The names of pages contain their parameters, such as `[id]`.
      sanitizeFileName: (name) => name.replaceAll('\0', '_'),
    },
    target: 'es2023',
    dts: false,
    deps: { neverBundle: ['nevertwice:site', /^node:/] },
    plugins: [plugin],
    logLevel: 'error',
  });
}
