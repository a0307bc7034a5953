/**
 * Builds what the package has besides its documents, in `dist`: the command line and what it exports as JavaScript, types, the
 * renderer of the pages, and the licences of what is compiled in. Run by `npm run build`; with `--if-needed`, as `npm pack` runs it, does
 * nothing where `dist` is of these sources already.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'tsdown';
import type { Plugin } from 'vite';
import { hashOfSources, ROOT } from '../src/disk/program.ts';
import { compileRenderer } from '../src/site/compile.ts';
import { CODE_FILE } from '../src/site/renderer.ts';
import { bundledPackages } from './third-party.ts';

const DIST = path.join(ROOT, 'dist');

/** Leaves out what compiles the renderer in a clone, which no compiled code calls. */
const WITHOUT_COMPILER: Plugin = {
  name: 'nevertwice:without-compiler',
  resolveId: (source) => (source === './compile.ts' ? { id: source, external: true } : undefined),
};

const code = await hashOfSources(ROOT, ['src', 'public', 'tools']);
if (!process.argv.includes('--if-needed') || (await codeOfDist()) !== code) await buildPackage();

/** Returns the hash of the sources that `dist` was built from, the last thing that is written. */
async function codeOfDist(): Promise<string | undefined> {
  const file = path.join(DIST, 'renderer', CODE_FILE);
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
}

async function buildPackage(): Promise<void> {
  // Beside, so that what is packed is never half of it.
  const folder = path.join(ROOT, `.cache/dist.${process.pid}`);
  try {
    const bundled = bundledPackages();
    await compileSources(folder, bundled.plugin);
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

/** Compiles the command line, the thread that reads bodies, and what the package exports; dependencies stay imports. */
async function compileSources(outDir: string, plugin: Plugin): Promise<void> {
  await build({
    config: false,
    cwd: ROOT,
    entry: {
      'cli/main': 'src/cli/main.ts',
      'build/body-worker': 'src/build/body-worker.ts',
      'api/index': 'src/api/index.ts',
    },
    outDir,
    target: 'node22.12',
    dts: { entry: 'src/api/index.ts' },
    define: { COMPILED_CODE: JSON.stringify(code) },
    // As deep in `dist` as sources are in `src`: the root of the package is found from there.
    outputOptions: { chunkFileNames: 'chunks/[name]-[hash].js' },
    plugins: [WITHOUT_COMPILER, plugin],
    fixedExtension: false,
    // It warns of types that are left out.
    logLevel: 'error',
  });
}

/** Names the sources in what Astro has compiled as if they lay in `/nevertwice`: where they were compiled is nobody's business. */
async function removeMachinePaths(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.mjs')) continue;
    const file = path.join(entry.parentPath, entry.name);
    let text = await readFile(file, 'utf8');
    for (const start of ['"', "'", '`', 'file://']) text = text.replaceAll(start + ROOT, `${start}/nevertwice/`);
    await writeFile(file, text);
  }
}
