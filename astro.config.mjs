// The configuration of Astro's own commands, for work on the site: `astro dev`, `astro build` and `astro check` use the
// example archive. The commands of Nevertwice compile the same pages once and render any archive with them.
import { defineConfig } from 'astro/config';
import { astroConfig, prepareForAstro } from './src/site/config.ts';

prepareForAstro(process.argv.includes('dev') ? 'development' : 'production');

const { configFile: _, ...config } = astroConfig({
  folder: 'postmortems',
  out: 'site',
  asOf: new Date().toISOString().slice(0, 10),
});

export default defineConfig(config);
