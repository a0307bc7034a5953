#!/usr/bin/env node
// Written in old JavaScript, so that an old Node prints a message instead of a syntax error.
var fs = require('node:fs');
var path = require('node:path');
var spawn = require('node:child_process').spawn;
var pathToFileURL = require('node:url').pathToFileURL;

// A package has the compiled command line alone; a clone, which may have both, runs the sources.
var source = path.join(__dirname, '..', 'src', 'cli', 'main.ts');
var isClone = fs.existsSync(source);
var main = isClone ? source : path.join(__dirname, '..', 'dist', 'cli', 'main.js');
var oldest = isClone ? '22.18' : '22.12';

function isNewEnough(version) {
  var parts = version.split('.').map(Number);
  if (parts[0] === 22) return parts[1] >= Number(oldest.split('.')[1]);
  // 22.18 and 23.6 are the first that run TypeScript without a flag.
  if (parts[0] === 23) return !isClone || parts[1] >= 6;
  return parts[0] > 23;
}

function bundledNode() {
  try {
    var node = path.join(path.dirname(require.resolve('node/package.json')), 'bin', 'node');
    // Installed by an install script, which may have been disabled.
    return fs.existsSync(node) ? node : undefined;
  } catch (_error) {
    return undefined;
  }
}

function refuse(reason) {
  process.stderr.write(`nevertwice requires Node ${oldest} or later; this is ${process.versions.node}${reason}.\n`);
  process.exitCode = 2;
}

function runWith(runtime) {
  // The Node installed by npm may be an older version too.
  var env = Object.assign({}, process.env, { NEVERTWICE_STARTED: '1' });
  var child = spawn(runtime, [__filename].concat(process.argv.slice(2)), { stdio: 'inherit', env: env });
  // Forwards signals to the process that does the work.
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.on(signal, () => child.kill(signal));
  });
  child.on('error', (error) => refuse(`, and the one installed by npm cannot be started: ${error.message}`));
  child.on('exit', (status) => process.exit(status === null ? 1 : status));
}

if (isNewEnough(process.versions.node)) {
  // Caches compiled code: reading and stripping hundreds of modules takes longer than checking a small archive.
  require('node:module').enableCompileCache();
  import(pathToFileURL(main).href);
} else {
  var runtime = process.env.NEVERTWICE_STARTED ? undefined : bundledNode();
  if (runtime) runWith(runtime);
  else refuse('');
}
