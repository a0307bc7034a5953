import type { KnipConfig } from 'knip';

/** What knip reads of an Astro component: its frontmatter, and the scripts that it names or holds. */
function astro(text: string): string {
  const frontmatter = /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '';
  const named = [...text.matchAll(/<script[^>]*\ssrc="(\.[^"]+)"/g)].map(([, file]) => `import '${file}';`);
  const held = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
  return [frontmatter, ...named, ...held].join('\n');
}

/** What knip reads of a style sheet: what it imports. */
function css(text: string): string {
  return [...text.matchAll(/@import\s+(?:url\()?["']([^"']+)/g)].map(([, file]) => `import '${file}';`).join('\n');
}

export default {
  // The last are what tests start as processes of their own, or load into them.
  entry: ['bench/{corpus,run,similarity}.ts', 'bench/search/client.ts', 'tests/tools/{connections,fault,replace}.ts'],
  project: ['src/**/*.{ts,astro,css}', 'tests/**/*.ts', 'bench/**/*.ts'],
  compilers: { astro, css },
  // The shape of what an exported function takes and gives may be named without being imported.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // `astro check` asks for it.
  ignoreDependencies: ['@astrojs/check'],
  // Makes what no reader of files must wait for.
  ignoreBinaries: ['mkfifo'],
} satisfies KnipConfig;
