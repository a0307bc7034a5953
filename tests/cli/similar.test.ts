import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../tools/cli.ts';

const bin = path.join(ROOT, 'bin/nevertwice.js');
const example = path.join(ROOT, 'postmortems');
const POOL = '2023-08-10-connection-pool-exhausted';

const VALID = `---
title: The pool is empty
started: 2024-04-15T15:45:00Z
duration: 2h
impact: 30
cause: config-change
---
## Root cause

\`FATAL: sorry, too many clients already\`
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-similar-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(args: readonly string[], input = '') {
  return spawnSync(process.execPath, [bin, 'similar', ...args], { encoding: 'utf8', cwd: folder, input });
}

/** Ids of the incidents that the example archive has for an input, best first. */
function idsFor(args: readonly string[], input = ''): string[] {
  const { stdout } = run([...args, '--in', example, '--format', 'json'], input);
  return JSON.parse(stdout).similar.map(({ id }: { id: string }) => id);
}

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(path.join(folder, name), content);
  return name;
}

describe('nevertwice similar, of a text', () => {
  test('finds the same error with other values, and says which line it is', () => {
    const line =
      '2026-03-02 03:12:44 ERROR [exec-7] HikariPool-3 - Connection is not available, request timed out after 12003ms.';
    const { status, stdout, stderr } = run([line, '--in', example, '--format', 'json', '--limit', '1']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      similar: [
        {
          id: POOL,
          score: 1,
          shared: expect.arrayContaining(['Connection', 'available']),
          sameError: 'HikariPool-1 - Connection is not available, request timed out after 30000ms.',
        },
      ],
    });
  });

  test('prints title, day, file and reasons', () => {
    const { status, stdout } = run(['sorry,', 'too', 'many', 'clients', 'already', '--in', example, '--limit', '1']);
    expect(status).toBe(0);
    expect(stdout).toBe(`100%  The connection pool is smaller than the traffic (2023-08-10)
      ${path.join(example, `${POOL}.md`)}
      same error: FATAL: sorry, too many clients already
      shared: sorry, already, clients, too, many
`);
  });

  test.each([
    ['maxConnections', '2024-04-01-promotion-connection-limit'],
    ['players locked out, consul writes slow', '2021-10-28-roblox-consul'],
    ['QuotaPolicy.java:88', '2025-06-12-google-cloud-service-control'],
  ])('finds by %j', (text, id) => expect(idsFor([text])[0]).toBe(id));

  test('reads standard input, and a log of 10,000 characters', () => {
    const line = 'FATAL: sorry, too many clients already';
    const noise = Array.from({ length: 150 }, (_, index) => `GET /page-${index} answered in ${index} ms\n`).join('');
    const log = `${noise}${line}\n${noise}`.slice(0, 10_000);
    for (const [args, input] of [
      [['-'], log],
      [[write('app.log', log)], ''],
    ] as const) {
      const { stdout } = run([...args, '--in', example, '--format', 'json'], input);
      expect(JSON.parse(stdout).similar[0]).toMatchObject({ id: POOL, sameError: line });
    }
  });

  test('offers what may have been meant', () => {
    expect(run(['crowdstirke', '--in', example]).stderr).toContain('did you mean: CrowdStrike\n');
  });

  test.each(['zyzzyva', 'the and of', '?!', '“', '.*[a-z]+$', '🔥'])('ends with 1 where nothing is like %j', (text) => {
    const { status, stdout, stderr } = run([text, '--in', example, '--format', 'json']);
    expect({ status, similar: JSON.parse(stdout).similar }).toEqual({ status: 1, similar: [] });
    expect(stderr).toBe('nevertwice: no past incident is like this\n');
  });
});

describe('nevertwice similar, of a document', () => {
  test.each(
    readdirSync(example)
      .filter((name) => name.endsWith('.md'))
      .filter((_, index) => index % 6 === 0),
  )('lists what %s was copied from first', (name) => {
    copyFileSync(path.join(example, name), path.join(folder, name));
    expect(idsFor([name])[0]).toBe(path.basename(name, '.md'));
  });

  test('lists others for an incident of the archive itself', () => {
    const ids = idsFor([path.join(example, '2018-07-12-eslint-scope-npm-token.md')]);
    expect(ids[0]).toBe('2025-11-24-posthog-shai-hulud');
    expect(ids).not.toContain('2018-07-12-eslint-scope-npm-token');
  });

  test('reads a draft that is not valid, and one without frontmatter', () => {
    const source = readFileSync(path.join(example, `${POOL}.md`), 'utf8');
    const body = source.replace(/^---[\s\S]*?\n---\n/, '');
    expect(idsFor([write('draft.md', `---\ntitle: Pool\nimpcat: 5\n---\n${body}`)])[0]).toBe(POOL);
    expect(idsFor([write('bare.md', `# Pool\n${body}`)])[0]).toBe(POOL);
    expect(idsFor([write('unclosed.md', `---\ntitle: Pool\n${body}`)])[0]).toBe(POOL);
  });

  test('ends with 1 where nothing is like it', () => {
    const { status, stdout } = run([write('other.md', '# Zyzzyva\n\nQuokkas everywhere.\n'), '--in', example]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});

describe('nevertwice similar, of what cannot be read', () => {
  test.each<[string, readonly string[], string]>([
    ['an empty text', [''], 'there is no text'],
    ['an empty standard input', ['-'], 'there is no text'],
    ['a missing file', ['draft-2.md'], 'there is no file draft-2.md'],
    ['a folder', ['.'], '. is a folder'],
    ['a missing archive', ['pool', '--in', 'nowhere'], 'there is no readable folder nowhere'],
    ['no input', [], "missing required argument 'input'"],
    ['a wrong limit', ['pool', '--limit', '0'], 'whole number from 1'],
  ])('ends with 2 for %s', (_, args, message) => {
    const { status, stdout, stderr } = run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  test.each<[string, string | Uint8Array, string]>([
    ['empty.md', '', 'has no text'],
    ['binary.md', new Uint8Array([0x2d, 0xff, 0xfe]), 'expected UTF-8'],
    ['nul.log', 'a\0b', 'Unexpected control character'],
  ])('ends with 2 for %s', (name, content, message) => {
    const { status, stderr } = run([write(name, content), '--in', example]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('compares with what is valid in an archive with errors', () => {
    mkdirSync(path.join(folder, 'archive'));
    write('archive/fine.md', VALID);
    write('archive/broken.md', 'nothing');
    const { status, stdout, stderr } = run(['sorry, too many clients already', '--in', 'archive']);
    expect(status).toBe(0);
    expect(stdout).toContain('archive/fine.md');
    expect(stderr).toBe('nevertwice: 1 file with errors is left out\n');
  });
});
