/**
 * Runs Astro's own command line, such as `node tools/astro.ts check`, without its telemetry, which it sends before it
 * reads astro.config.mjs. Used by `npm run typecheck`.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepareForAstro } from '../src/site/config.ts';

prepareForAstro(process.argv.includes('dev') ? 'development' : 'production');
const folder = path.dirname(createRequire(import.meta.url).resolve('astro/package.json'));
await import(pathToFileURL(path.join(folder, 'bin/astro.mjs')).href);
