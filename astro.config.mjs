// The configuration that Astro's own commands (`astro check`, `astro build`) and editors see: the example archive.
// The commands of Nevertwice make theirs from the same function, for any folder.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'astro/config';
import { astroConfig, keepToThisMachine } from './src/site/config.ts';

keepToThisMachine();

const { configFile: _, ...config } = astroConfig({
  folder: 'postmortems',
  out: 'dist',
  base: '/',
  drafts: false,
  asOf: new Date().toISOString().slice(0, 10),
  temporary: fileURLToPath(new URL('.astro/nevertwice', import.meta.url)),
});

export default defineConfig(config);
