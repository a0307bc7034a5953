import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nevertwice, ROOT } from '../tools/cli.ts';

const COMMANDS = ['init', 'new', 'import', 'check', 'build', 'dev', 'preview', 'digest', 'similar', 'schema'];

describe.concurrent('nevertwice', () => {
  test.each<[string[], number, string, string]>([
    [['--version'], 0, '', ''],
    [['--help'], 0, 'Examples:', ''],
    [['help', 'build'], 0, 'Usage: nevertwice build [options] [folder]', ''],
    [[], 2, '', 'Usage: nevertwice [options] [command]'],
    [['chek'], 2, '', "unknown command 'chek'\n(Did you mean check?)\nRun with --help for usage."],
    [['--verbose'], 2, '', "unknown option '--verbose'"],
    [['build', 'a', 'b'], 2, '', "too many arguments for 'build'"],
    [['build', '--audience', 'all'], 2, '', 'Allowed choices are internal, public'],
    [['build', '--base', '../'], 2, '', 'Expected a path such as /kb/'],
    [['build', '--site', 'example.org'], 2, '', 'Expected an address such as https://'],
    [['dev', '--port', '80800'], 2, '', 'Expected a port from 0 to 65535'],
    [['preview', '--out', 'docs'], 2, '', 'there is no build in docs; run `nevertwice build` first'],
    [['init', '--host', 'svn'], 2, '', 'Allowed choices are github, gitlab, none'],
    [['schema', 'nowhere'], 2, '', 'there is no folder nowhere'],
    [['dev', 'nowhere'], 2, '', 'the archive folder nowhere cannot be read'],
  ])('%j exits with status %i', async (args, expected, out, error) => {
    const { status, stdout, stderr } = await nevertwice(args);
    expect(status).toBe(expected);
    expect(stdout).toContain(out);
    expect(stderr).toContain(error);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe.concurrent('docs/cli.md', () => {
  const text = readFileSync(path.join(ROOT, 'docs/cli.md'), 'utf8');
  const sections = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0] ?? '', section]),
  );
  const blocks = (language: string) =>
    [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, block = '']) =>
      name === language ? block : [],
    );

  let root: string;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'nevertwice-docs-'));
    const frame = blocks('text').find((block) => block.includes('> 6 |')) ?? '';
    const [resolved, duration, impact] = [...frame.matchAll(/^ {2}[ >] \d \| (.*)$/gm)].map(([, line]) => line);
    const head = ['---', 'title: Login fails', 'cause: config-change', 'started: 2024-04-15T15:45:00Z'];
    const body = ['---', ...['Summary', 'Timeline', 'Root cause', 'Resolution', 'Actions'].map((name) => `## ${name}`)];
    const source = [...head, resolved, duration, impact, ...body].join('\n');
    for (const folder of ['postmortems', '2024', 'team-a', 'team-b', 'my-postmortems']) {
      mkdirSync(path.join(root, folder));
      writeFileSync(path.join(root, folder, '2024-04-15-login.md'), source);
    }
    // The examples compare with a branch that has no archive.
    const names = ['user.name=A', 'user.email=a@example.org'].flatMap((each) => ['-c', each]);
    const git = (...args: string[]) => execFileSync('git', [...names, ...args], { cwd: root, stdio: 'ignore' });
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'Start');
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    const field = 'fields: { customer: { label: Customer, description: Who called. } }\n';
    writeFileSync(path.join(root, 'my-postmortems/archive.yml'), field);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('has exactly one section for each command', async () => {
    const { stdout } = await nevertwice(['--help']);
    const named = [...stdout.matchAll(/^ {2}([a-z]+)(?:\|[a-z]+)? (?:\[|<)/gm)].map(([, name]) => name);
    expect(named).toEqual([...COMMANDS, 'help']);
    // Other sections have a capital letter.
    expect([...sections.keys()].filter((name) => name === name.toLowerCase())).toEqual(COMMANDS);
  });

  test.each(COMMANDS)('lists exactly the options of %s', async (command) => {
    const { stdout } = await nevertwice([command, '--help']);
    const taken = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, name]) => name);
    const rows = [...(sections.get(command) ?? '').matchAll(/^\| (`--.*?) \|/gm)].map(([, names]) => names);
    expect(rows.flatMap((names) => names?.match(/--[a-z-]+/g) ?? []).sort()).toEqual(taken.sort());
  });

  test.each([
    ['pretty', 'text', 0],
    ['github', 'text', 1],
    ['json', 'json', 0],
  ])('shows the report as %s', async (format, language, index) => {
    const { stdout } = await nevertwice(['check', '--format', format], root);
    const shown = blocks(language).filter((block) => block.includes('duration-mismatch'));
    expect(shown[index]).toBe(stdout);
  });

  test('is right that the schema contains the custom keys of the archive', async () => {
    const { properties } = JSON.parse((await nevertwice(['schema', 'my-postmortems'], root)).stdout);
    expect(properties.customer).toMatchObject({ title: 'Customer', description: 'Who called.' });
  });

  const examples = blocks('sh')
    .flatMap((block) => block.trimEnd().split('\n'))
    .map((line) =>
      line
        .replace(/\s*[#>].*$/, '')
        .split(' ')
        .slice(1),
    );

  test.each(examples.filter(([command = '']) => ['check', 'digest', 'schema'].includes(command)).map((args) => [args]))(
    'gives an example that works: %j',
    async (args) => {
      expect((await nevertwice(args, root)).status).toBe(args[0] === 'schema' ? 0 : 1);
    },
  );
});
