import type { KnipConfig } from 'knip';
import { astroSource } from './tools/astro-source.ts';

/** What knip reads of a style sheet: what it imports. */
function css(text: string): string {
  return [...text.matchAll(/@import\s+(?:url\()?["']([^"']+)/g)].map(([, file]) => `import '${file}';`).join('\n');
}

export default {
  // The last are what tests start as processes of their own, or load into them. The package's own are compiled.
  entry: [
    'src/{api/index,build/body-worker,cli/main,site/astro/index}.ts',
    'src/site/{pages/**/*.{astro,ts},content.config.ts}',
    'bench/{corpus,run,similarity}.ts',
    'tools/site-sources.ts',
    'bench/search/{client,word-files}.ts',
    'tests/tools/{connections,fault,replace}.ts',
  ],
  project: ['src/**/*.{ts,astro,css}', 'tests/**/*.ts', 'bench/**/*.ts'],
  compilers: { astro: astroSource, css },
  // The shape of what an exported function takes and gives may be named without being imported.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // `astro check` asks for it.
  ignoreDependencies: ['@astrojs/check'],
  // Tests create a named pipe and a terminal with them.
  ignoreBinaries: ['mkfifo', 'script'],
} satisfies KnipConfig;
