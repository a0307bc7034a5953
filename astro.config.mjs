// The configuration that Astro's own commands (`astro check`, `astro build`) and editors see: the example archive.
// The commands of Nevertwice make theirs from the same function, for any folder.
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'astro/config';
import { astroConfig, keepToThisMachine } from './src/site/config.ts';

keepToThisMachine();

const { configFile: _, ...config } = astroConfig({
  folder: 'postmortems',
  out: 'dist',
  base: '/',
  drafts: false,
  asOf: new Date().toISOString().slice(0, 10),
  temporary: path.join(tmpdir(), 'nevertwice-astro'),
});

export default defineConfig(config);
