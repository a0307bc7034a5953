import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mustRun, nevertwice, ROOT } from '../tools/cli.ts';
import { ENTER, HAS_TERMINAL, INTERRUPT, inTerminal } from '../tools/terminal.ts';

const VALID = '---\ntitle: A\nstarted: 2024-04-15\nduration: 2h\nimpact: 30\ncause: capacity\naliases: [former]\n---\n';

let root: string;
const at = (...names: string[]) => path.join(root, ...names);
const files = () => readdirSync(at('postmortems')).sort();
const read = (name: string) => readFileSync(at('postmortems', name), 'utf8');
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-new-'));
  mkdirSync(at('postmortems/2024'), { recursive: true });
  writeFileSync(at('postmortems/2024/2024-04-15-known.md'), VALID);
  writeFileSync(at('postmortems/archive.yml'), 'severities: [high, low]\nexclude: [draft-*]\n');
});
afterEach(() => rmSync(root, { recursive: true }));

test('makes a postmortem that check finds nothing wrong with but what a template leaves', async () => {
  const words = ['Logins', 'fail: 30%'];
  const flags = [
    '--date',
    '2026-01-31',
    '--severity',
    'low',
    '--cause',
    'capacity',
    '--service',
    'auth',
    '--service',
    'web',
  ];
  const { stdout } = await mustRun(['new', ...flags, ...words], root);
  const name = '2026-01-31-logins-fail-30.md';
  expect(stdout).toBe(`${path.join('postmortems', name)}\n`);
  expect(read(name)).toContain('title: "Logins fail: 30%"\nstatus: draft');
  expect(read(name)).toMatch(
    /severity: low .*\nstarted: 2026-01-31 .*\n(?:.*\n)*cause: capacity .*\n(?:.*\n)*services: \[auth, web\]/,
  );
  const { stdout: json } = await nevertwice(['check', path.join('postmortems', name), '--format', 'json'], root);
  const { errors, diagnostics } = JSON.parse(json);
  expect(errors).toBe(0);
  const rules = diagnostics.map(({ rule }: { rule: string }) => rule);
  expect(rules.filter((rule: string) => rule === 'leftover-template-text')).toHaveLength(6);
  expect(new Set(rules)).toEqual(new Set(['leftover-template-text']));
});

test('takes the template of the archive, which check passes over', async () => {
  writeFileSync(at('postmortems/template.md'), '---\n# Ours\nteams: [ops]\n---\n## What {{title}} was\n');
  await mustRun(['new', 'Login fails', '--date', '2026-01-31'], root);
  expect(read('2026-01-31-login-fails.md')).toBe(
    '---\n# Ours\nteams: [ops]\ntitle: Login fails\nstarted: 2026-01-31\n---\n## What Login fails was\n',
  );
  expect((await nevertwice(['check'], root)).stdout).not.toContain('template.md');
});

test.each<[args: string[], problem: string]>([
  [[], 'give a title, such as `nevertwice new "Login fails"`'],
  [[' '], 'the title is empty'],
  [['x'.repeat(201)], 'the title has 201 characters, expected up to 200'],
  [['🔥🔥'], 'the title 🔥🔥 has no letters or digits for an id; give one, such as --id '],
  [['A', '--id', 'a b'], 'Unexpected id `a b`'],
  [['A', '--id', '../a'], 'Unexpected id `../a`'],
  [['A', '--id', 'readme'], 'readme.md is never read as a postmortem; choose another id'],
  [['A', '--id', 'draft-a'], '`exclude` in archive.yml contains draft-*'],
  [
    ['A', '--id', '2024-04-15-Known'],
    'is already used by postmortems/2024/2024-04-15-known.md; choose another one with --id',
  ],
  [
    ['Known', '--date', '2024-04-15'],
    'the id 2024-04-15-known is already used by postmortems/2024/2024-04-15-known.md',
  ],
  [['A', '--id', 'former'], 'the id former is already used by postmortems/2024/2024-04-15-known.md:7:11'],
  [['A', '--severity', 'hihg'], '--severity `hihg` is unknown, expected one of high, low; did you mean high?'],
  [['A', '--cause', 'storm'], '--cause `storm` is unknown, expected one of code-defect, '],
  [['A', '--date', '2024-13-01'], 'Expected a day such as 2024-05-01'],
  [['A', '--in', 'nowhere'], 'the archive folder nowhere cannot be read'],
  [['A', '--edit'], '--edit needs an editor; set VISUAL or EDITOR'],
])('%j is refused, and nothing written', async (args, problem) => {
  const before = files();
  const { status, stderr } = await nevertwice(['new', ...args], root, { VISUAL: '', EDITOR: '' });
  expect(stderr).toContain(problem);
  expect(status).toBe(2);
  expect(files()).toEqual(before);
});

test('a template that cannot be used, and an archive.yml that is not valid, are refused', async () => {
  writeFileSync(at('postmortems/template.md'), 'Text\n');
  expect(await nevertwice(['new', 'A'], root)).toMatchObject({
    status: 2,
    stderr: 'nevertwice: template.md has no frontmatter between two `---` lines\n',
  });
  writeFileSync(at('postmortems/archive.yml'), 'titel: A\n');
  const { status, stderr } = await nevertwice(['new', 'A'], root);
  expect(status).toBe(1);
  expect(stderr).toContain('Did you mean `title`?');
  expect(files()).toEqual(['2024', 'archive.yml', 'template.md']);
});

test('names the incidents that the title is like', async () => {
  cpSync(path.join(ROOT, 'postmortems'), at('example'), { recursive: true });
  const title = 'Database connections are exhausted and requests time out';
  const { stderr } = await mustRun(['new', title, '--in', 'example'], root);
  expect(stderr).toContain('add them to `recurs`, `related` or `unrelated`');
  expect(stderr).toContain(path.join('example', '2023-08-10-connection-pool-exhausted.md'));
});

test.skipIf(process.platform === 'win32')('opens it in the editor, and says how that ended', async () => {
  const editor = `node -e 'require("fs").appendFileSync(process.argv[1], "edited")'`;
  const done = await nevertwice(['new', 'A', '--id', 'a', '--edit'], root, { VISUAL: editor });
  expect(done.status).toBe(0);
  expect(read('a.md')).toMatch(/edited$/);
  const failed = await nevertwice(['new', 'B', '--id', 'b', '--edit'], root, { VISUAL: '', EDITOR: 'false' });
  expect(failed).toMatchObject({ status: 2, stderr: 'nevertwice: the editor false exited with 1\n' });
  expect(files()).toContain('b.md');
});

describe.skipIf(!HAS_TERMINAL)('in a terminal', () => {
  test('asks for what was not given', async () => {
    const { status } = await inTerminal(['new', '--id', 'asked', '--severity', 'high'], root, [
      ['What happened', `Login fails${ENTER}`],
      ['root cause', ENTER],
      ['Which services', `auth, web${ENTER}`],
    ]);
    expect(status).toBe(0);
    expect(read('asked.md')).toMatch(
      /title: Login fails\n(?:.*\n)*severity: high .*\n(?:.*\n)*services: \[auth, web\]/,
    );
  });

  test('an interruption leaves nothing', async () => {
    const before = files();
    const { status } = await inTerminal(['new', 'Login fails'], root, [['How severe', INTERRUPT]]);
    expect(status).toBe(130);
    expect(files()).toEqual(before);
  });

  test('--yes asks nothing', async () => {
    const { status, screen } = await inTerminal(['new', 'Login fails', '--yes', '--id', 'quiet'], root, []);
    expect(status).toBe(0);
    expect(screen).not.toContain('How severe');
  });
});
