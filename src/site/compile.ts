import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';
import { codeHash, ROOT } from '../disk/program.ts';
import { codeOf } from '../disk/read.ts';
import { prepareForAstro, rendererConfig } from './config.ts';
import { lighterFonts } from './lighter-fonts.ts';

/** Folders whose files make up the renderer. */
const SOURCES = ['src/site', 'src/archive', 'src/diagnostics', 'src/postmortem', 'src/search', 'public'];
/** Renderers of a clone, one for each state of the sources. */
const COMPILED = path.join(ROOT, '.cache/renderer');

/**
 * Returns the folder of the renderer of a clone. Compiles it first if its sources have changed since it was compiled last;
 * `onCompile` is called before.
 */
export async function compiledFolder(onCompile: () => void): Promise<string> {
  const folder = path.join(COMPILED, await codeHash(SOURCES));
  if (existsSync(folder)) return folder;
  onCompile();
  // Another command may compile at the same time: each works in a folder of its own.
  const temporary = `${folder}.${process.pid}`;
  try {
    await mkdir(temporary, { recursive: true });
    await compileRenderer(temporary);
    await rename(temporary, folder).catch((error) => {
      // The other command was faster.
      if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}

/** Compiles the pages into `folder`, with further plugins of Vite. */
export async function compileRenderer(folder: string, plugins: Plugin[] = []): Promise<void> {
  prepareForAstro('production');
  const { build } = await import('astro');
  await build(rendererConfig(folder, [lighterFonts(), ...plugins]));
}
