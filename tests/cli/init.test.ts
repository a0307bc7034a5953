import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findDocuments } from '../../src/disk/read.ts';
import { AS_USER, mustRun, nevertwice, ROOT } from '../tools/cli.ts';
import { ENTER, HAS_TERMINAL, INTERRUPT, inTerminal } from '../tools/terminal.ts';

let root: string;
const at = (name: string) => path.join(root, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: root, stdio: 'pipe' });
/** Paths of all files but git's own, where the sample has no day. */
const files = () =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)).split(path.sep).join('/'))
    .filter((file) => !/(?:^|\/)\.git\//.test(file))
    .map((file) => file.replace(/\d{4}-\d\d-\d\d-example/, 'day-example'))
    .sort();

const ARCHIVE = ['archive.yml', 'day-example-login-fails.md', 'template.md'];
const SNIPPET = '.vscode/postmortem.code-snippets';
const inFolder = (folder: string) => ARCHIVE.map((name) => `${folder}/${name}`);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-init-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('makes an archive of an empty folder, which check and build take', async () => {
  const { stdout, stderr } = await mustRun(['init', '--yes'], root);
  expect(files()).toEqual(['.gitignore', SNIPPET, ...inFolder('postmortems')]);
  expect(stdout).toContain('created postmortems/archive.yml\n');
  expect(stdout).toContain('npx nevertwice dev ');
  expect(stderr).toContain('this is not a git repository');
  expect(read('.gitignore')).toBe('dist/\n.cache/\n');
  const { stdout: report } = await mustRun(['check', '--verbose', '--max-warnings', '0'], root);
  expect(report).toBe('1 file, 0 errors, 0 warnings\n');
  await mustRun(['new', 'Login fails'], root);
  expect((await mustRun(['build'], root)).stderr).toContain('1 draft left out; --drafts includes drafts\n');
  expect(existsSync(at('dist/index.html'))).toBe(true);
});

test('is named by the commands where there is no archive, and names its folder in what comes next', async () => {
  for (const command of [['check'], ['dev'], ['similar', 'pool'], ['new', 'Login fails']]) {
    const stderr = 'nevertwice: there is no archive here; pass its folder, or create one with `nevertwice init`\n';
    expect(await nevertwice(command, root)).toEqual({ status: 2, stdout: '', stderr });
  }
  const { stdout } = await mustRun(['init', 'ops/incidents', '--yes'], root);
  expect(stdout).toContain(`
  npx nevertwice dev ops/incidents       # show the archive in a browser
  npx nevertwice new --in ops/incidents  # write a postmortem
  npx nevertwice check ops/incidents     # find problems
`);
});

test('makes the workflow later, as the note says that there is none', async () => {
  const { stderr } = await mustRun(['init', '--yes'], root);
  expect(stderr).toContain('delete archive.yml and run this again with `--host github`');
  rmSync(at('postmortems/archive.yml'));
  await mustRun(['init', '--yes', '--host', 'github'], root);
  expect(files()).toEqual(['.github/workflows/postmortems.yml', '.gitignore', SNIPPET, ...inFolder('postmortems')]);
});

test('makes an archive of the root of a repository, where all commands find it', async () => {
  git('init', '-q');
  for (const name of [
    'README.md',
    'LICENSE.md',
    'SECURITY.md',
    '.github/pull_request_template.md',
    'node_modules/a/b.md',
  ]) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), '# Read me\n');
  }
  const { stdout } = await mustRun(['init', '.', '--yes'], root);
  expect(stdout).toContain('  npx nevertwice dev    #');
  expect(read('.github/workflows/postmortems.yml')).toContain('ARCHIVE: "."');
  expect((await mustRun(['check'], root)).stdout).toBe('1 file, 0 errors, 0 warnings\n');
  for (const _ of [1, 2]) {
    await mustRun(['build', '--out', 'dist', '--cache', '.cache/nevertwice'], root);
    expect((await mustRun(['check'], root)).stdout).toBe('1 file, 0 errors, 0 warnings\n');
  }
  mkdirSync(at('deep/er'), { recursive: true });
  expect((await mustRun(['check'], at('deep/er'))).stdout).toBe('1 file, 0 errors, 0 warnings\n');
  await mustRun(['new', 'Login fails', '--id', 'a'], root);
  expect(await findDocuments(root)).toHaveLength(2);
});

test('changes nothing that is there but for lines added', async () => {
  git('init', '-q');
  mkdirSync(at('postmortems'));
  const kept = ['postmortems/template.md', 'postmortems/known.md', SNIPPET, '.gitlab-ci.yml'];
  mkdirSync(at('.vscode'));
  for (const name of kept) writeFileSync(at(name), 'mine');
  writeFileSync(at('.gitignore'), '*.log\r\n/dist');
  writeFileSync(at('package.json'), '{\n\t"name": "x",\n\t"scripts": {\n\t\t"test": "true"\n\t}\n}\n');
  const { stdout, stderr } = await mustRun(['init', '--yes'], root);
  for (const name of kept) expect(read(name)).toBe('mine');
  expect(stderr).toContain('postmortems/template.md was not changed\n');
  expect(stderr).toContain(
    '.gitlab-ci.yml was not changed; add the line `- local: .gitlab/postmortems.yml` under `include:`',
  );
  expect(read('.gitignore')).toBe('*.log\r\n/dist\r\nnode_modules/\r\n.cache/\r\n');
  expect(stdout).toContain('changed .gitignore: node_modules/, .cache/\n');
  expect(read('package.json')).toContain('\n\t\t"test": "true",\n\t\t"postmortems:dev": "nevertwice dev",\n');
  expect(files()).not.toContain('postmortems/day-example-login-fails.md');
  rmSync(at('postmortems/archive.yml'));
  const before = [read('.gitignore'), read('package.json')];
  await mustRun(['init', '--yes'], root);
  expect([read('.gitignore'), read('package.json')]).toEqual(before);
});

test.each(['{"name":"x"}', '{ "name": "x", // comment\n}', '[]'])('leaves a package.json like %s', async (text) => {
  writeFileSync(at('package.json'), text);
  const { stderr } = await mustRun(['init', '--yes'], root);
  expect(read('package.json')).toBe(text);
  expect(stderr).toContain('package.json was not changed; add the scripts postmortems:dev, ');
});

test.each<[what: string, make: () => void, args: string[], problem: string]>([
  ['an archive', () => writeFileSync(at('archive.yml'), ''), ['.'], '. is already an archive with archive.yml'],
  [
    'a folder of an archive',
    () => writeFileSync(at('archive.yml'), ''),
    ['a'],
    'a is inside the archive of archive.yml',
  ],
  ['a misnamed archive.yml', () => writeFileSync(at('archive.yaml'), ''), ['.'], 'there is archive.yaml; rename it'],
  ['a file', () => writeFileSync(at('a'), ''), ['a'], 'a is a file, not a folder'],
  [
    'a file in the way',
    () => writeFileSync(at('.vscode'), ''),
    [],
    '.vscode is a file, not a folder; nothing was written',
  ],
  [
    'a link to nothing',
    () => symlinkSync('nowhere', at('.gitignore')),
    [],
    '.gitignore: something with that name already exists',
  ],
])('leaves %s as it is', async (_, make, args, problem) => {
  make();
  const before = files();
  const { status, stderr } = await nevertwice(['init', '--yes', ...args], root);
  expect(stderr).toContain(problem);
  expect(status).toBe(2);
  expect(files()).toEqual(before);
});

test('says that it may not write', async () => {
  chmodSync(root, 0o555);
  const { status, stderr } = await nevertwice(['init', '--yes'], root, AS_USER);
  chmodSync(root, 0o755);
  expect([status, stderr]).toEqual([2, 'nevertwice: . is not writable; change its permissions; nothing was written\n']);
  expect(files()).toEqual([]);
});

test('needs no git', async () => {
  mkdirSync(at('.git'));
  const { status, stderr } = await nevertwice(['init', '--yes'], root, { PATH: at('nowhere') });
  expect([status, stderr]).toEqual([0, expect.stringMatching(/^nevertwice: no workflow was created, .+\n$/)]);
  expect(files()).toEqual(['.gitignore', SNIPPET, ...inFolder('postmortems')]);
});

test('in a worktree, writes there and says so', async () => {
  git('init', '-q', 'main');
  git('-C', 'main', 'commit', '-q', '--allow-empty', '-m', 'a');
  git('-C', 'main', 'remote', 'add', 'origin', 'https://gitlab.example.com/a/b.git');
  git('-C', 'main', 'worktree', 'add', '-q', '../other');
  mkdirSync(at('other/deep'));
  const { stderr } = await mustRun(['init', 'deep/kb', '--yes'], at('other'));
  expect(stderr).toContain('this is a git worktree: commit the files to its branch');
  expect(files().filter((file) => file.startsWith('other/') && file !== 'other/.git')).toEqual(
    ['.gitignore', '.gitlab-ci.yml', '.gitlab/postmortems.yml', SNIPPET, ...inFolder('deep/kb')].map(
      (file) => `other/${file}`,
    ),
  );
});

describe.each(['github', 'gitlab'] as const)('the workflow of %s', (host) => {
  const file = host === 'github' ? '.github/workflows/postmortems.yml' : '.gitlab/postmortems.yml';

  test('leaves to its people whom the site is for, and what is installed', async () => {
    const { stderr } = await mustRun(['init', '--yes', '--host', host], root);
    expect(stderr).toContain('the workflow publishes nothing until you set AUDIENCE in it');
    const text = read(file);
    expect(parse(text)).toEqual(expect.anything());
    expect(text).toMatch(/^ +AUDIENCE: ''$/m);
    expect(text).toMatch(/^ +NEVERTWICE: ''$/m);
    expect(text).not.toContain('main\n');
  });

  test('installs what package.json names, and has the audience', async () => {
    writeFileSync(at('package.json'), '{ "devDependencies": { "nevertwice": "1.0.0" } }');
    writeFileSync(at('package-lock.json'), '{}');
    await mustRun(['init', 'my archive', '--yes', '--host', host, '--audience', 'public', '--title', 'A: #b'], root);
    const text = read(file);
    expect(text).toMatch(/^ +AUDIENCE: public$/m);
    expect(text).toContain('ARCHIVE: "my archive"');
    expect(text).toContain('npm ci');
    expect(text).not.toContain('NEVERTWICE:');
    expect(parse(read('my archive/archive.yml'))).toEqual({ title: 'A: #b', audience: 'public' });
  });
});

/** The commands of a workflow's steps and of a pipeline's jobs, in order. */
function commandsOf(file: string): string[] {
  const { jobs, ...rest } = parse(read(file));
  return Object.values<{ steps?: { run?: string }[]; script?: string[] }>(jobs ?? rest).flatMap(
    ({ steps = [], script = [] }) => [...steps.flatMap(({ run }) => run ?? []), ...script],
  );
}

describe.skipIf(process.platform === 'win32')('the commands of the workflow', () => {
  // In the place of what npm would install.
  const shell = `set -e; npx() { '${process.execPath}' '${path.join(ROOT, 'bin/nevertwice.js')}' "\${@:3}"; }\n`;
  const run = (command: string, env: NodeJS.ProcessEnv) =>
    spawnSync('bash', ['-c', shell + command], { cwd: root, env: { ...process.env, ...env }, encoding: 'utf8' });
  const ENV = { ARCHIVE: 'my archive', AUDIENCE: 'public', CI_PAGES_URL: 'https://a.example/kb' };

  test.each([
    ['github', '.github/workflows/postmortems.yml', 'dist'],
    ['gitlab', '.gitlab/postmortems.yml', 'public'],
  ])('of %s check and build the archive', async (host, file, out) => {
    await mustRun(['init', 'my archive', '--yes', '--host', host], root);
    const commands = commandsOf(file)
      .filter((command) => command.includes(' nevertwice ') || command.includes('AUDIENCE'))
      .map((command) =>
        command
          .replace(/\$\{\{ steps\.pages\.outputs\.origin \}\}/, 'https://a.example')
          .replace(/\$\{\{ steps\.pages\.outputs\.base_path \}\}/, '/kb'),
      );
    expect(commands).toHaveLength(host === 'gitlab' ? 4 : 3);
    for (const command of commands) {
      const { status, stderr } = run(command, ENV);
      expect([command, status, stderr]).toEqual([command, 0, expect.anything()]);
    }
    expect(read(`${out}/index.html`)).toContain('href="https://a.example/kb/"');
    const decision = commands.find((command) => command.startsWith('test -n "$AUDIENCE"')) ?? '';
    expect(run(decision, { ...ENV, AUDIENCE: '' })).toMatchObject({
      status: 1,
      stdout: 'Set AUDIENCE in this workflow to public or internal: who can read the site.\n',
    });
  });
});

describe.skipIf(!HAS_TERMINAL)('in a terminal', () => {
  test('asks', async () => {
    const { status, screen } = await inTerminal(['init', '--audience', 'internal'], root, [
      ['name of the archive?', `Our incidents${ENTER}`],
      ['Which service', ENTER],
    ]);
    expect(status).toBe(0);
    expect(screen).not.toContain('Who can read the site?');
    expect(parse(read('postmortems/archive.yml'))).toEqual({ title: 'Our incidents', audience: 'internal' });
  });

  test('an interruption leaves nothing', async () => {
    const { status } = await inTerminal(['init'], root, [['name of the archive?', INTERRUPT]]);
    expect(status).toBe(130);
    expect(files()).toEqual([]);
  });
});
