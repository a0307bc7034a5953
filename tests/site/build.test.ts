import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkOut } from '../../src/cli/output/out.ts';
import { writeSingleArchive } from '../tools/archives/archives.ts';
import { AS_OF, nevertwice, ROOT } from '../tools/cli.ts';
import { filesIn } from '../tools/sites/built-site.ts';
import { build } from '../tools/sites/site-setup.ts';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

let temporary: string;
beforeAll(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 'nevertwice-build-'));
});
afterAll(() => rmSync(temporary, { recursive: true }));

/** A folder with files; the path of the folder. */
function folder(name: string, files: Record<string, string> = {}): string {
  const target = path.join(temporary, name);
  for (const file of ['.', ...Object.keys(files)]) {
    mkdirSync(path.dirname(path.join(target, file, file === '.' ? 'x' : '.')), { recursive: true });
  }
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(target, file), content);
  return target;
}

const contents = (target: string) =>
  filesIn(target).map((file) => [file, readFileSync(path.join(target, file)).toString('base64')]);

// The test runner sets NODE_ENV, BASE_URL and DEV here, and did not where the sites were built: they must not matter.
test('two builds of the same folder for the same day are the same, byte for byte', async () => {
  const again = path.join(temporary, 'again');
  await build(
    { archive: site('open').place.archive, folder: again },
    '--audience',
    'public',
    '--base',
    '/kb/',
    '--site',
    'https://open.example',
  );
  expect(filesIn(again)).toEqual(site('open').files);
  const different = site('open').files.filter(
    (file) =>
      !site('open')
        .bytes(file)
        .equals(readFileSync(path.join(again, file))),
  );
  expect(different).toEqual([]);
});

test('documents with errors end the build with 1 and leave the site of before', async () => {
  const archive = folder('broken');
  writeSingleArchive(archive);
  writeFileSync(path.join(archive, 'broken.md'), '---\ntitle: No times\n---\n');
  const out = folder('before', { 'index.html': 'old', 'build.json': '{"files":["index.html"]}' });
  const { status, stderr } = await nevertwice(['build', archive, '--out', out, '--as-of', AS_OF]);
  expect(status).toBe(1);
  expect(stderr).toContain('missing-key');
  expect(contents(out)).toEqual([
    ['build.json', Buffer.from('{"files":["index.html"]}').toString('base64')],
    ['index.html', Buffer.from('old').toString('base64')],
  ]);
  expect(filesIn(temporary).filter((file) => /\.(?:new|old)/.test(file))).toEqual([]);
});

test('a folder with files that no build has written is refused and left alone', async () => {
  const archive = folder('fine');
  writeSingleArchive(archive);
  const out = folder('precious', { 'thesis.txt': 'precious' });
  const { status, stderr } = await nevertwice(['build', archive, '--out', out]);
  expect(status).toBe(2);
  expect(stderr).toContain('--out');
  expect(filesIn(out)).toEqual(['thesis.txt']);
});

test('the archive’s own folder is refused', async () => {
  const archive = folder('own');
  writeSingleArchive(archive);
  expect(await nevertwice(['build', archive, '--out', archive])).toMatchObject({ status: 2 });
  expect(filesIn(archive)).toEqual(['2024-01-02-one.md']);
});

test('a folder that does not exist ends the build with 2', async () => {
  expect(
    await nevertwice(['build', path.join(temporary, 'nowhere'), '--out', path.join(temporary, 'site')]),
  ).toMatchObject({ status: 2 });
});

test('from any place, named relatively, an archive with spaces in its path is built', async () => {
  const archive = folder('some where/my archive');
  writeSingleArchive(archive);
  const args = ['build', 'my archive', '--out', 'the site', '--as-of', AS_OF];
  const { status, stdout, stderr } = await nevertwice(args, path.dirname(archive));
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('the site');
  expect(filesIn(path.join(temporary, 'some where/the site'))).toContain('postmortems/2024-01-02-one/index.html');
  expect(
    filesIn(path.join(temporary, 'some where')).filter((file) => !/^(?:my archive|the site)\//.test(file)),
  ).toEqual([]);
});

test('an archive without documents is built', async () => {
  const out = path.join(temporary, 'of-nothing');
  expect(await nevertwice(['build', folder('nothing'), '--out', out])).toEqual({
    status: 0,
    stdout: `0 postmortems built into ${out}\n`,
    stderr: '0 files, 0 errors, 0 warnings\n',
  });
  expect(filesIn(out)).toEqual(expect.arrayContaining(['index.html', 'search/index.html', 'postmortems.json']));
});

test('a former site is replaced as a whole', async () => {
  const archive = folder('renewed');
  writeSingleArchive(archive);
  const list = JSON.stringify({ files: ['index.html', 'causes/gone/index.html'] });
  const out = folder('former', { 'index.html': 'old', 'build.json': list, 'causes/gone/index.html': 'old' });
  await build({ archive, folder: out });
  expect(filesIn(out)).not.toContain('causes/gone/index.html');
  expect(readFileSync(path.join(out, 'index.html'), 'utf8')).not.toBe('old');
});

test.each(SITE_NAMES)('the next build knows everything in the site %s as its own', async (name) => {
  const { folder, archive } = site(name).place;
  expect(await checkOut(folder, { archive })).toEqual({ folder: realpathSync(folder) });
  const { files } = JSON.parse(site(name).text('build.json'));
  expect([...files, 'build.json'].sort()).toEqual(site(name).files);
});

test('a document that changes while the site is built is published as it was read', async () => {
  const archive = folder('changed');
  writeSingleArchive(archive);
  const file = path.join(archive, '2024-01-02-one.md');
  const before = readFileSync(file, 'utf8');
  const out = path.join(temporary, 'of-changed');
  const command = [path.join(ROOT, 'bin/nevertwice.js'), 'build', archive, '--out', out, '--as-of', AS_OF];
  const building = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'] });
  // The report is printed when all is read, before the first page is made.
  building.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('1 file, 0 errors')) writeFileSync(file, before.replace('---\n', '---\nvisibility: internal\n'));
  });
  const [status] = await once(building, 'close');
  expect(status).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain('visibility: internal');
  expect(readFileSync(path.join(out, 'postmortems/2024-01-02-one.md'), 'utf8')).toBe(before);
});

test.each([
  ['internal', '/kb/', true],
  ['internal', '/', false],
  ['public', '/kb/', false],
])('a site for the audience %s under %s is said to need a robots.txt elsewhere: %s', async (audience, base, isSaid) => {
  const archive = folder(`robots-${audience}-${base.length}`);
  writeSingleArchive(archive);
  const args = ['build', archive, '--out', `${archive}-site`, '--audience', audience, '--base', base];
  const { status, stderr } = await nevertwice(args);
  expect(status).toBe(0);
  expect(stderr.includes('not /kb/robots.txt; put its lines there')).toBe(isSaid);
});
