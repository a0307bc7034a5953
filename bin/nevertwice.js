#!/usr/bin/env node
// Plain old JavaScript, so that an old Node can read it and say what is missing instead of a syntax error.
var path = require('node:path');
var spawn = require('node:child_process').spawn;
var pathToFileURL = require('node:url').pathToFileURL;

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

function runWith(runtime) {
  var child = spawn(runtime, [__filename].concat(process.argv.slice(2)), { stdio: 'inherit' });
  // A signal for this process is meant for the one that does the work.
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.on(signal, () => child.kill(signal));
  });
  child.on('exit', (status) => process.exit(status === null ? 1 : status));
}

if (isNewEnough(process.versions.node)) {
  // Reading and stripping some hundred modules takes longer than checking a small archive.
  require('node:module').enableCompileCache();
  import(pathToFileURL(main).href);
} else {
  var runtime = bundledNode();
  if (runtime) {
    runWith(runtime);
  } else {
    process.stderr.write(`nevertwice needs Node 22.18 or later; this is ${process.versions.node}.\n`);
    process.exitCode = 2;
  }
}
