import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSingleArchive } from '../tools/archives/archives.ts';
import { ROOT } from '../tools/cli.ts';
import { commandsIn, filesBelow, type Installation, install } from './installation.ts';

const { version, dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
/** Megabytes that the package and its dependencies may take. */
const BUDGET = 90;

let installation: Installation;
let modules: string;
let before: ReturnType<typeof filesBelow>;
beforeAll(async () => {
  installation = await install();
  modules = path.join(installation.folder, 'node_modules');
  before = filesBelow(modules);
  mkdirSync(path.join(installation.folder, 'postmortems'));
  writeSingleArchive(path.join(installation.folder, 'postmortems'));
});
afterAll(() => installation?.remove());

const installed = (name: string) => readFileSync(path.join(modules, 'nevertwice', name), 'utf8');

describe('the tarball', () => {
  test('has what is published, and nothing else', () => {
    const made = /^dist\/(?:chunks\/[\w-]+\.js|renderer\/(?:server|client)\/.*)$/;
    expect(installation.packed.filter((file) => !made.test(file))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin/nevertwice.js',
      'bin/package.json',
      'dist/THIRD-PARTY.md',
      'dist/api/index.d.ts',
      'dist/api/index.js',
      'dist/build/body-worker.js',
      'dist/cli/main.js',
      'dist/renderer/code.txt',
      ...['cli', 'deploy', 'format', 'install', 'recurrence', 'rules', 'search', 'theme', 'timelines'].map(
        (name) => `docs/${name}.md`,
      ),
      'docs/workflows/github.yml',
      'docs/workflows/gitlab.yml',
      'package.json',
    ]);
    expect(installation.packed).toContain('dist/renderer/server/entry.mjs');
  });

  test('names no folder of the machine that has packed it', () => {
    const files = installation.packed.filter((file) => installed(file).includes(ROOT));
    expect(files).toEqual([]);
  });

  test('imports its dependencies and no other package', () => {
    const code = installation.packed.filter((file) => /^dist\/(?!renderer\/client).*\.m?js$/.test(file)).map(installed);
    const statements = code.flatMap((text) => [
      ...text.matchAll(/^(?:import|export) (?:[^'"\n]* from )?["']([^."'][^"']*)["'];$/gm),
      ...text.matchAll(/^(?!\s*(?:\*|\/\/)).*\bimport\(["']([^."'][^"']*)["']\)/gm),
    ]);
    const names = statements.map(([, name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? '');
    const packages = new Set(names.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name)));
    expect([...packages].sort()).toEqual(Object.keys(dependencies).sort());
  });

  test('lists the licences of what is compiled in', () => {
    const text = installed('dist/THIRD-PARTY.md');
    for (const name of ['astro', 'zod', 'commander', '@fontsource-variable/newsreader'])
      expect(text).toMatch(new RegExp(`^## ${name} [\\d.]+\n\n(?:MIT|ISC|OFL-1\\.1)\n\n> `, 'm'));
  });
});

test(`the installation takes at most ${BUDGET} MB, and has binaries for one platform`, () => {
  const sizes = Map.groupBy(before, ([file]) => file.split(path.sep)[0]);
  const megabytes = [...sizes].map(([name, files]) => [name, files.reduce((sum, [, { size }]) => sum + size, 0) / 1e6]);
  const total = megabytes.reduce((sum, [, size]) => sum + Number(size), 0);
  const largest = megabytes.sort(([, a], [, b]) => Number(b) - Number(a)).slice(0, 10);
  const list = largest.map(([name, size]) => `${name} ${Number(size).toFixed(1)}`).join(', ');
  expect(total, `${total.toFixed(1)} MB are installed, most of it ${list}`).toBeLessThan(BUDGET);
  const binaries = [...before.keys()].filter((file) => /\.node$|pagefind_extended$/.test(file));
  expect(binaries.length, binaries.join('\n')).toBeLessThanOrEqual(3);
});

describe('installed in an empty folder,', () => {
  test.each<[args: string[], status: number, stdout: RegExp]>([
    [['--version'], 0, new RegExp(`^${version}\n$`)],
    [['check'], 0, /^1 file, 0 errors/m],
    [['build', '--out', 'site'], 0, /^1 postmortem built into site$/m],
    [['similar', 'connection refused'], 1, /^/],
    [['digest'], 0, /./],
    [['schema'], 0, /"\$schema"/],
    [['init', 'team', '--yes', '--host', 'github'], 0, /^/],
    [['new', 'Login fails after a change', '--in', 'team', '--yes'], 0, /^/],
    [['build', 'team', '--out', 'team-site'], 0, /^1 postmortem built into team-site$/m],
  ])('%j ends with %i', async (args, status, stdout) => {
    const result = await installation.nevertwice(...args);
    expect(result).toMatchObject({ status, stdout: expect.stringMatching(stdout) });
    expect(result.stderr).not.toContain('compiling');
  });

  // After `build`, whose site the second one serves.
  test.each([[['dev']], [['preview', '--out', 'site']]])('%j serves a page', async (args) => {
    const { page, status } = await installation.firstPageOf(...args);
    expect(page).toMatch(/^<!doctype html>.*<\/html>/is);
    expect(status).toBe(0);
  });

  test('import gives what its types say', async () => {
    const resolved = createRequire(path.join(modules, 'index.js')).resolve('nevertwice');
    const { readArchive } = await import(resolved);
    const folder = path.join(installation.folder, 'postmortems');
    const { postmortems, report } = await readArchive(folder, { asOf: '2026-11-21' });
    expect([postmortems.length, report.files]).toEqual([1, 1]);
  });

  test('nothing is written into node_modules except the cache', () => {
    const cache = path.join('.cache', 'nevertwice') + path.sep;
    const after = [...filesBelow(modules)].filter(([file]) => !file.startsWith(cache));
    expect(new Map(after)).toEqual(before);
  });
});

describe('an installation that is not whole', () => {
  const renderer = () => path.join(modules, 'nevertwice/dist/renderer');
  const said = (fault: string) => ({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(new RegExp(`^nevertwice: the renderer .*${fault}; install nevertwice again\n$`, 'm')),
  });

  test('says in one line that the renderer is missing', async () => {
    renameSync(renderer(), `${renderer()}.gone`);
    expect(await installation.nevertwice('build', '--out', 'other')).toMatchObject(said('is missing'));
    renameSync(`${renderer()}.gone`, renderer());
  });

  test('says in one line that the renderer belongs to another version', async () => {
    const file = path.join(renderer(), 'code.txt');
    const code = readFileSync(file);
    writeFileSync(file, '0'.repeat(64));
    expect(await installation.nevertwice('dev', '--port', '0')).toMatchObject(said('belongs to another version'));
    writeFileSync(file, code);
  });

  test('two versions in one repository each use what is theirs', async () => {
    const inner = path.join(installation.folder, 'packages/inner');
    cpSync(modules, path.join(inner, 'node_modules'), { recursive: true });
    const manifest = path.join(inner, 'node_modules/nevertwice/package.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(`"${version}"`, '"0.0.1"'));
    writeFileSync(path.join(inner, 'node_modules/nevertwice/dist/renderer/code.txt'), '');
    cpSync(path.join(installation.folder, 'postmortems'), path.join(inner, 'postmortems'), { recursive: true });
    const { nevertwice } = commandsIn(inner);
    expect((await nevertwice('--version')).stdout).toBe('0.0.1\n');
    expect(await nevertwice('build', '--out', 'site')).toMatchObject(said('belongs to another version'));
    expect(await installation.nevertwice('--version')).toMatchObject({ stdout: `${version}\n` });
    expect(await installation.nevertwice('build', '--out', 'outer')).toMatchObject({ status: 0 });
  });
});
