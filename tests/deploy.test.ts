import { spawnSync } from 'node:child_process';
import {
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
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeSingleArchive } from './tools/archives/archives.ts';
import { mustRun, nevertwice, ROOT } from './tools/cli.ts';
import { POLICY } from './tools/sites/serve.ts';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const workflows = ['.github/workflows', 'docs/workflows'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder)).flatMap((file) => (file.endsWith('.yml') ? [`${folder}/${file}`] : [])),
);
const DEPLOY = read('docs/deploy.md');

/** Returns the code blocks of docs/deploy.md in a language. */
function blocksOf(language: string): string[] {
  const blocks = DEPLOY.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...blocks].map(([, text = '']) => text);
}

test('docs/deploy.md names the policy that the browser tests are served with', () => {
  const policies = [...DEPLOY.matchAll(/default-src [^"\n]*/g)].map(([policy]) => policy);
  // Netlify, Cloudflare, CloudFront, nginx.
  expect(policies).toEqual([POLICY, POLICY, POLICY, POLICY]);
});

test.each(workflows.filter((file) => !file.includes('gitlab')))('%s is a workflow', (file) => {
  expect(parse(read(file), { uniqueKeys: true })).toMatchObject({ on: expect.anything(), jobs: expect.anything() });
});

test('all YAML and JSON in docs/deploy.md is valid', () => {
  const yaml = blocksOf('yaml');
  expect(yaml.length).toBeGreaterThan(3);
  for (const text of yaml) expect(parse(text, { uniqueKeys: true }), text).toEqual(expect.anything());
  for (const text of blocksOf('json')) expect(JSON.parse(text)).toHaveProperty('Name');
});

// A tag can be moved to other code; a digest cannot.
test.each([...workflows.filter((file) => !file.includes('gitlab')), 'docs/deploy.md'])(
  '%s names every action by digest and version',
  (file) => {
    const used = [...read(file).matchAll(/^ *(?:- )?uses: *(.*)$/gm)].map(([, action]) => action);
    expect(used.length).toBeGreaterThan(1);
    for (const action of used) expect(action).toMatch(/^[\w-]+(?:\/[\w-]+)+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  },
);

describe.skipIf(process.platform === 'win32')('the release workflow', () => {
  const { version, repository } = JSON.parse(read('package.json'));
  const { jobs } = parse(read('.github/workflows/release.yml'));
  const { run } = jobs.publish.steps.find((step: { name?: string }) => step.name?.startsWith('Require'));
  const [, server, name] = /^git\+(https:\/\/[^/]+)\/(.+)\.git$/.exec(repository.url) ?? [];
  const TAGGED = { GITHUB_REF_NAME: `v${version}`, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name };
  const CHANGELOG = `# Changelog\n\n## [Unreleased]\n\n## [${version}] - 2026-11-21\n`;

  test.each<[string, NodeJS.ProcessEnv, string, number]>([
    ['publishes a version with its section', {}, CHANGELOG, 0],
    ['refuses a tag of another version', { GITHUB_REF_NAME: 'v99.0.0' }, CHANGELOG, 1],
    ['refuses another repository', { GITHUB_REPOSITORY: 'someone/fork' }, CHANGELOG, 1],
    ['refuses a version without a section', {}, '# Changelog\n\n## [Unreleased]\n', 1],
  ])('%s', (_, env, changelog, expected) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-release-'));
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ version, repository }));
    writeFileSync(path.join(folder, 'CHANGELOG.md'), changelog);
    const options = { cwd: folder, env: { ...process.env, ...TAGGED, ...env } };
    expect(spawnSync('bash', ['-e', '-c', run], options).status).toBe(expected);
    rmSync(folder, { recursive: true });
  });

  test('may publish with provenance, and with nothing else', () => {
    expect(jobs.publish.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(jobs.publish.steps.at(-1).run).toBe('npm publish --provenance --access public');
  });
});

test('the same action has the same digest in all workflows', () => {
  const used = [...workflows, 'docs/deploy.md'].flatMap((file) => [...read(file).matchAll(/uses: (\S+)@(\S+ # \S+)/g)]);
  const versions = Map.groupBy(used, ([, action]) => action);
  for (const all of versions.values()) expect(new Set(all.map(([, , version]) => version)).size).toBe(1);
});

/** A user's repository, in which this project is installed. */
let user: string;
const at = (name: string) => path.join(user, name);
beforeAll(() => {
  user = mkdtempSync(path.join(tmpdir(), 'nevertwice-deploy-'));
  mkdirSync(at('node_modules/.bin'), { recursive: true });
  symlinkSync(ROOT, at('node_modules/nevertwice'), 'junction');
  symlinkSync('../nevertwice/bin/nevertwice.js', at('node_modules/.bin/nevertwice'));
  writeFileSync(at('package.json'), '{ "devDependencies": { "nevertwice": "1.0.0" } }');
  writeFileSync(at('package-lock.json'), '{}');
  mkdirSync(at('postmortems'));
  writeSingleArchive(at('postmortems'));
});
afterAll(() => rmSync(user, { recursive: true }));

test.each([
  ['github', '.github/workflows/postmortems.yml'],
  ['gitlab', '.gitlab/postmortems.yml'],
])('docs/workflows/%s.yml is what init creates, whose commands its tests run', async (host, file) => {
  await mustRun(['init', host, '--yes', '--host', host], user);
  expect(read(`docs/workflows/${host}.yml`)).toBe(readFileSync(at(file), 'utf8').replace(`"${host}"`, '"postmortems"'));
});

describe.skipIf(process.platform === 'win32')('the commands of docs/deploy.md', () => {
  const run = (command: string, env: NodeJS.ProcessEnv) => {
    // npm neither installs nor asks for anything.
    const offline = { npm_config_offline: 'true', npm_config_update_notifier: 'false' };
    const options = { cwd: user, env: { ...process.env, ...offline, ...env }, encoding: 'utf8' } as const;
    return spawnSync('bash', ['-e', '-c', command], options);
  };
  const SITE = 'https://kb.example/kb/';

  const shell = blocksOf('sh').flatMap((text) => text.split('\n'));
  const netlify = /^command = (".*")$/m.exec(blocksOf('toml')[0] ?? '')?.[1] ?? '""';
  const image = blocksOf('dockerfile')[0] ?? '';
  const steps = [...image.matchAll(/^RUN (.*)$/gm)].map(([, command = '']) => command);
  const builds = [...shell, JSON.parse(netlify), ...steps].filter((command) => / nevertwice build /.test(command));

  test('build in every recipe', () => {
    // The common command, Netlify, Cloudflare, S3, nginx, container.
    expect(builds).toHaveLength(6);
  });

  test.each([...new Set(builds)])('%s', (command) => {
    const [headers = ''] = blocksOf('text');
    writeFileSync(at('_headers'), headers);
    // Absolute folders are those of the server and the image.
    const here = command.replace(/(?<=--out )\//, './').replace('https://postmortems.example.com', SITE);
    const [, out = ''] = /--out (\S+)/.exec(here) ?? [];
    rmSync(at(out), { recursive: true, force: true });
    const undecided = run(here, { SITE, URL: SITE, AUDIENCE: '' });
    expect([undecided.status, existsSync(at(out))]).toEqual([2, false]);
    expect(undecided.stderr).toContain('Allowed choices are internal, public.');
    const { status, stderr } = run(here, { SITE, URL: SITE, AUDIENCE: 'public' });
    expect([status, stderr]).toEqual([0, expect.anything()]);
    expect(readFileSync(at(`${out}/index.html`), 'utf8')).toContain(`href="${SITE}"`);
    expect(existsSync(at(`${out}/_headers`))).toBe(command.includes('_headers'));
  });

  test('check with a cache that is kept', () => {
    const commands = blocksOf('yaml').flatMap((text) =>
      [...text.matchAll(/(?:run:|^ +-) (npx .*)$/gm)].map(([, command = '']) => command),
    );
    expect(commands.map((command) => /--(?:cache|format sarif)/.exec(command)?.[0]).sort()).toEqual([
      '--cache',
      '--cache',
      '--format sarif',
    ]);
    for (const command of commands) {
      const { status, stderr } = run(command, { ARCHIVE: 'postmortems' });
      expect([command, status, stderr]).toEqual([command, 0, '']);
    }
    expect(JSON.parse(readFileSync(at('postmortems.sarif'), 'utf8'))).toHaveProperty('runs');
  });

  test('let npm read private repositories', () => {
    const { jobs } = parse(read('docs/workflows/github.yml')) as {
      jobs: Record<string, { steps: { run?: string }[] }>;
    };
    const github = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run));
    const commands = [...github, ...blocksOf('sh')].filter((command) => command.includes('insteadOf'));
    expect(commands).toHaveLength(3);
    const HOME = at('home');
    mkdirSync(HOME);
    const env = {
      ...{ HOME, XDG_CONFIG_HOME: HOME, GIT_CONFIG_GLOBAL: at('home/.gitconfig') },
      ...{ GITHUB_SERVER_URL: 'https://a.example', CI_SERVER_HOST: 'b.example', CI_JOB_TOKEN: 'two' },
    };
    const addressOf = (address: string) => run(`git ls-remote --get-url ${address}`, env).stdout.trim();
    expect(run(commands[0] ?? '', { ...env, TOKEN: '' }).status).toBe(0);
    expect(addressOf('https://a.example/x.git')).toBe('https://a.example/x.git');
    for (const command of commands) expect(run(command, { ...env, TOKEN: 'one' }).status).toBe(0);
    for (const scheme of ['https://', 'ssh://git@']) {
      expect(addressOf(`${scheme}a.example/x.git`)).toBe('https://x-access-token:one@a.example/x.git');
      expect(addressOf(`${scheme}b.example/x.git`)).toBe('https://gitlab-ci-token:two@b.example/x.git');
    }
  });

  test('end in an image that does not run as root', () => {
    const [, last = ''] = /^FROM (?!.*AS build)([\s\S]*)/m.exec(image) ?? [];
    expect(last).toMatch(/^USER [1-9]\d*$/m);
  });
});

test('the function for CloudFront completes the addresses of pages', () => {
  const [code = ''] = blocksOf('js');
  const answer = (uri: string) => runInNewContext(`${code}; handler({ request: { uri: ${JSON.stringify(uri)} } }).uri`);
  expect(['/', '/postmortems/a/', '/assets/a.css'].map(answer)).toEqual([
    '/index.html',
    '/postmortems/a/index.html',
    '/assets/a.css',
  ]);
});

test('the oldest Nodes that run a clone and the package are tested, and are those that the docs name', () => {
  const [, clone = '', compiled = ''] = /isClone \? '([\d.]+)' : '([\d.]+)'/.exec(read('bin/nevertwice.js')) ?? [];
  const { jobs } = parse(read('.github/workflows/ci.yml'));
  expect(jobs.test.strategy.matrix.node).toContain(clone);
  for (const file of ['docs/cli.md', 'CONTRIBUTING.md']) expect(read(file)).toContain(clone);
  const setup = jobs.package.steps.find((step: { uses?: string }) => step.uses?.startsWith('actions/setup-node@'));
  expect(setup.with['node-version']).toBe(compiled);
  expect(JSON.parse(read('package.json')).engines.node).toBe(`>=${compiled}`);
  for (const file of ['docs/cli.md', 'docs/install.md', 'docs/deploy.md']) expect(read(file)).toContain(compiled);
});

test('the commands in workflows and docs have the options that they are given', async () => {
  const files = [...workflows, 'README.md', 'docs/deploy.md', 'docs/install.md'];
  const commands = files.flatMap((file) => [
    ...read(file).matchAll(/npx (?:--no )?nevertwice ([a-z]+)(.*(?:\n +--.*)*)/g),
  ]);
  expect(commands.length).toBeGreaterThan(20);
  const names = [...new Set(commands.map(([, command = '']) => command))];
  const answers = await Promise.all(names.map(async (name) => (await nevertwice([name, '--help'])).stdout));
  const helps = new Map(names.map((name, index) => [name, answers[index]]));
  for (const [line, command = '', rest = ''] of commands) {
    for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(helps.get(command), line).toContain(`  ${option} `);
  }
});
