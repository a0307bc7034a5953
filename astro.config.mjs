// The configuration of Astro's own commands, for work on the site: `astro dev`, `astro build` and `astro check` use the
// example archive. The commands of Nevertwice compile the same pages once and render any archive with them.
import { defineConfig } from 'astro/config';
import { astroConfig, prepareForAstro } from './src/site/config.ts';

const mode = process.argv.includes('dev') ? 'development' : 'production';
prepareForAstro(mode);

const { configFile: _, ...config } = astroConfig('postmortems', 'site', mode);

export default defineConfig(config);
