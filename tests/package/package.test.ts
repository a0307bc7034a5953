import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSingleArchive } from '../tools/archives/archives.ts';
import { ROOT } from '../tools/cli.ts';
import { filesIn } from '../tools/sites/built-site.ts';
import { type AstroProject, brokenLinks, makeAstroProject } from './astro-project.ts';
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
    const made =
      /^dist\/(?:chunks\/[\w-]+\.(?:js|d\.ts)|renderer\/(?:server|client)\/.*|source\/.*\.(?:js|astro|css|woff2))$/;
    expect(installation.packed.filter((file) => !made.test(file))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin/nevertwice.js',
      'bin/package.json',
      'dist/THIRD-PARTY.md',
      'dist/api/index.d.ts',
      'dist/api/index.js',
      'dist/astro/index.d.ts',
      'dist/astro/index.js',
      'dist/build/body-worker.js',
      'dist/cli/main.js',
      'dist/renderer/code.txt',
      'dist/source/public/card.png',
      'dist/source/public/favicon.svg',
      ...[
        'astro',
        'cli',
        'deploy',
        'format',
        'import',
        'install',
        'performance',
        'recurrence',
        'review',
        'rules',
        'search',
        'theme',
        'timelines',
      ].map((name) => `docs/${name}.md`),
      'docs/workflows/github.yml',
      'docs/workflows/gitlab.yml',
      'docs/workflows/problem-matcher.json',
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
    // The integration for Astro provides the module with the site's data.
    const isPackage = (name: string) => !/^n(?:ode|evertwice):/.test(name) && !builtinModules.includes(name);
    const packages = new Set(names.filter(isPackage));
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

describe('in an Astro project,', () => {
  let project: AstroProject;
  const page = (file: string) => readFileSync(path.join(project.folder, file), 'utf8');
  beforeAll(async () => {
    project = await makeAstroProject(installation.tarball);
    expect(await project.nevertwice('init', 'postmortems', '--yes')).toMatchObject({ status: 0 });
  });
  afterAll(() => project?.remove());

  test('the archive is below its base, with its search and files, and leaves other pages alone', async () => {
    expect(await project.build()).toMatchObject({ status: 0, stderr: '' });
    const files = filesIn(path.join(project.folder, 'dist'));
    const ofArchive = files.filter((file) => file.startsWith('incidents/'));
    expect(files.filter((file) => !ofArchive.includes(file) && !file.startsWith('_astro/'))).toEqual(['index.html']);
    for (const file of ['index.html', 'feed.xml', 'postmortems.json', 'favicon.svg', 'pagefind/nevertwice.json'])
      expect(ofArchive).toContain(`incidents/${file}`);
    expect(brokenLinks(path.join(project.folder, 'dist'), 'incidents')).toEqual([]);
    expect(page('dist/index.html')).not.toMatch(/<link|<style|<script/);
    const home = page('dist/incidents/index.html');
    expect(home).toMatch(/<nav class="handbook-bar"[^>]*>.*<header class="site-header"/s);
    expect(home).toContain('<link rel="canonical" href="https://handbook.example.com/incidents/">');
  });

  test('settings of the project for addresses apply to every link', async () => {
    project.edit(
      'astro.config.mjs',
      'site:',
      "base: '/team', trailingSlash: 'never', build: { format: 'file' }, site:",
    );
    expect(await project.build('--outDir', 'host/team')).toMatchObject({ status: 0, stderr: '' });
    const host = path.join(project.folder, 'host');
    const [list, feed] = ['postmortems.html', 'feed.xml'].map((file) => page(`host/team/incidents/${file}`)) as [
      string,
      string,
    ];
    expect(list).toMatch(/href="\/team\/incidents\/postmortems\/[\w-]+"/);
    expect(list).toContain('<body data-base="/team/incidents/" data-page-end ');
    expect([...list.matchAll(/href="(\/team\/[^"]*\/)"/g)].map(([, address]) => address)).toEqual([]);
    expect(feed).toMatch(/<link>https:\/\/handbook\.example\.com\/team\/incidents\/postmortems\/[\w-]+<\/link>/);
    expect(brokenLinks(host, 'team/incidents')).toEqual([]);
    project.edit(
      'astro.config.mjs',
      "base: '/team', trailingSlash: 'never', build: { format: 'file' }, site:",
      'site:',
    );
  });

  test('errors in documents fail the build with the report of check', async () => {
    const broken = path.join(project.folder, 'postmortems/2024-02-02-broken.md');
    writeFileSync(broken, '---\ntitle: No times\n---\n');
    const checked = await project.nevertwice('check', 'postmortems');
    const { status, stderr } = await project.build('--outDir', 'failed');
    expect([status, checked.status]).toEqual([1, 1]);
    expect(checked.stderr + checked.stdout).toContain('Missing key `started`');
    expect(stderr).toContain((checked.stdout || checked.stderr).trim());
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(path.join(project.folder, 'failed'))).toBe(false);
    rmSync(broken);
  });

  test('wrong options fail the build with suggestions', async () => {
    project.edit('astro.config.mjs', 'PageStart:', 'PageStrat:');
    project.edit('astro.config.mjs', 'folder:', 'foldr:');
    const { status, stderr } = await project.build();
    expect(status).toBe(1);
    expect(stderr).toContain('there is no option `foldr`; did you mean `folder`?');
    expect(stderr).toContain('there is no component `PageStrat`; did you mean `PageStart`? The components are Head, ');
    expect(stderr).not.toMatch(/^\s+at /m);
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
