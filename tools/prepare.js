// Run by npm as `prepare`: before the package is packed or installed from git, and after `npm install` in a clone. Builds the
// package if its sources have changed. Not after `npm ci`, which has to be quick: a clone runs its sources.
import { existsSync } from 'node:fs';

const hasTools = existsSync(new URL('../node_modules/tsdown', import.meta.url));
if (process.env.npm_command !== 'ci' && hasTools) {
  process.argv.push('--if-needed');
  await import('./build-package.ts');
}
