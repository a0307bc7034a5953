#!/usr/bin/env node
// Plain old JavaScript, so that an old Node can read it and say what is missing instead of a syntax error.
var path = require('node:path');
var spawnSync = require('node:child_process').spawnSync;

var main = path.join(__dirname, '..', 'src', 'cli', 'main.ts');

function isNewEnough(version) {
  var parts = version.split('.').map(Number);
  // 22.18 is the first that runs TypeScript without a flag.
  return parts[0] > 22 || (parts[0] === 22 && parts[1] >= 18);
}

function bundledNode() {
  try {
    return path.join(path.dirname(require.resolve('node/package.json')), 'bin', 'node');
  } catch (_error) {
    return undefined;
  }
}

var runtime = isNewEnough(process.versions.node) ? process.execPath : bundledNode();
if (!runtime) {
  process.stderr.write(`nevertwice needs Node 22.18 or later; this is ${process.versions.node}.\n`);
  process.exit(2);
}
var result = spawnSync(runtime, [main].concat(process.argv.slice(2)), { stdio: 'inherit' });
if (result.error) throw result.error;
process.exit(result.status === null ? 1 : result.status);
