import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../tools/cli.ts';

// A copy of the launcher with a command line that only says that it runs: what it is told of Node's version is not true.
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-launcher-'));
  cpSync(path.join(ROOT, 'bin'), path.join(root, 'bin'), { recursive: true });
  write('src/cli/main.ts', `process.stdout.write('It runs: ' + process.argv.slice(2) + '\\n');\n`);
  write('package.json', '{ "type": "module" }');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, content: string): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function run(version: string) {
  write('version.cjs', `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });\n`);
  const command = ['--require', path.join(root, 'version.cjs'), path.join(root, 'bin/nevertwice.js'), 'check'];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** Leaves what a package has: compiled code. */
function makePackage(): void {
  rmSync(path.join(root, 'src'), { recursive: true });
  write('dist/cli/main.js', `process.stdout.write('Compiled: ' + process.argv.slice(2) + '\\n');\n`);
}

const refusal = (version: string) => `nevertwice requires Node 22.18 or later; this is ${version}`;

describe('the launcher', () => {
  test.each(['22.18.0', '23.6.0', '24.0.0', '26.10.0'])('runs with Node %s', (version) => {
    expect(run(version)).toEqual({ status: 0, stdout: 'It runs: check\n', stderr: '' });
  });

  test.each(['18.20.0', '20.19.0', '22.17.1', '23.0.0', '23.5.0'])('asks for a newer one than %s', (version) => {
    expect(run(version)).toEqual({ status: 2, stdout: '', stderr: `${refusal(version)}.\n` });
  });

  test('does not take the package for the Node that its install script would have brought', () => {
    write('node_modules/node/package.json', '{}');
    expect(run('20.19.0')).toEqual({ status: 2, stdout: '', stderr: `${refusal('20.19.0')}.\n` });
  });

  test('hands over to the Node that npm has installed', () => {
    write('node_modules/node/package.json', '{}');
    write('node_modules/node/bin/node', '#!/bin/sh\nshift\necho "Bundled: $*"\nexit 3\n');
    chmodSync(path.join(root, 'node_modules/node/bin/node'), 0o755);
    expect(run('20.19.0')).toEqual({ status: 3, stdout: 'Bundled: check\n', stderr: '' });
  });

  test('does not go round where that is too old itself', () => {
    write('node_modules/node/package.json', '{}');
    write('node_modules/node/bin/node', `#!/bin/sh\nexec ${process.execPath} --require ${root}/version.cjs "$@"\n`);
    chmodSync(path.join(root, 'node_modules/node/bin/node'), 0o755);
    expect(run('20.19.0')).toEqual({ status: 2, stdout: '', stderr: `${refusal('20.19.0')}.\n` });
  });

  test('says so where that does not run', () => {
    write('node_modules/node/package.json', '{}');
    write('node_modules/node/bin/node', '');
    const { status, stderr } = run('20.19.0');
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^nevertwice requires Node 22\.18 or later; this is 20\.19\.0, and the one installed by npm .*EACCES\.\n$/,
    );
  });
});

describe('the launcher of a package', () => {
  beforeEach(makePackage);

  test.each(['22.12.0', '22.18.0', '23.0.0', '24.0.0', '26.10.0'])('runs with Node %s', (version) => {
    expect(run(version)).toEqual({ status: 0, stdout: 'Compiled: check\n', stderr: '' });
  });

  test.each(['18.20.0', '20.19.0', '22.11.0'])('asks in one line for a newer one than %s', (version) => {
    const stderr = `nevertwice requires Node 22.12 or later; this is ${version}.\n`;
    expect(run(version)).toEqual({ status: 2, stdout: '', stderr });
  });
});
