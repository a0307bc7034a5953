/**
 * Builds `dist`, the compiled part of the package: the command line and the exports as JavaScript, types, the renderer of the
 * pages, the sources of the pages for `nevertwice/astro`, and the licences of bundled code. Run by `npm run build`. With `--if-needed`, as in `npm pack`, does nothing if `dist`
 * was built from the same sources.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'tsdown';
import type { Plugin } from 'vite';
import { hashOfSources, ROOT } from '../src/disk/program.ts';
import { compileRenderer } from '../src/site/compile.ts';
import { CODE_FILE } from '../src/site/renderer.ts';
import { writeSiteSources } from './site-sources.ts';
import { bundledPackages } from './third-party.ts';

/** The modules that users import. */
const EXPORTS = { 'api/index': 'src/api/index.ts', 'astro/index': 'src/site/astro/index.ts' };

const DIST = path.join(ROOT, 'dist');

/** Leaves out the code that compiles the renderer in a clone, which compiled code does not call. */
const WITHOUT_COMPILER: Plugin = {
  name: 'nevertwice:without-compiler',
  resolveId: (source) => (source === './compile.ts' ? { id: source, external: true } : undefined),
};

const code = await hashOfSources(ROOT, ['src', 'public', 'tools']);
if (!process.argv.includes('--if-needed') || (await codeOfDist()) !== code) await buildPackage();

/** Returns the hash of the sources from which `dist` was built, which is written last. */
async function codeOfDist(): Promise<string | undefined> {
  const file = path.join(DIST, 'renderer', CODE_FILE);
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
}

async function buildPackage(): Promise<void> {
  // In a separate folder, so that an incomplete build is never packed.
  const folder = path.join(ROOT, `.cache/dist.${process.pid}`);
  try {
    const bundled = bundledPackages();
    await compileSources(folder, bundled.plugin);
    await writeSiteSources(path.join(folder, 'source'), bundled.plugin);
    const renderer = path.join(folder, 'renderer');
    await compileRenderer(renderer, [bundled.plugin]);
    await removeMachinePaths(renderer);
    await writeFile(path.join(folder, 'THIRD-PARTY.md'), await bundled.licences());
    await writeFile(path.join(renderer, CODE_FILE), code);
    await rm(DIST, { recursive: true, force: true });
    await rename(folder, DIST);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Compiles the command line, the thread that reads bodies, and the exports of the package. Dependencies stay imports. */
async function compileSources(outDir: string, plugin: Plugin): Promise<void> {
  await build({
    config: false,
    cwd: ROOT,
    entry: {
      'cli/main': 'src/cli/main.ts',
      'build/body-worker': 'src/build/body-worker.ts',
      ...EXPORTS,
    },
    outDir,
    target: 'node22.12',
    dts: { entry: Object.values(EXPORTS) },
    // Only their types are imported.
    deps: { neverBundle: ['astro', 'vite'] },
    define: { COMPILED_CODE: JSON.stringify(code) },
    // At the same depth in `dist` as sources in `src`, as the root of the package is found relative to them.
    outputOptions: { chunkFileNames: 'chunks/[name]-[hash].js' },
    plugins: [WITHOUT_COMPILER, plugin],
    fixedExtension: false,
    // Its warnings about omitted types do not matter.
    logLevel: 'error',
  });
}

/** Replaces the folder of the clone in Astro's output by `/nevertwice`, so that the package does not reveal it. */
async function removeMachinePaths(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.mjs')) continue;
    const file = path.join(entry.parentPath, entry.name);
    let text = await readFile(file, 'utf8');
    for (const start of ['"', "'", '`', 'file://']) text = text.replaceAll(start + ROOT, `${start}/nevertwice/`);
    await writeFile(file, text);
  }
}
