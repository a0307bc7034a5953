import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgedPairs } from '../../src/archive/similarity/similar-incidents.ts';
import { loadArchive } from '../../src/build/load.ts';
import type { Loaded } from '../../src/build/loaded.ts';
import { readInput } from '../../src/cli/similar/input.ts';
import { findSimilar, type PastIncidents, readPastIncidents } from '../../src/cli/similar.ts';
import { findDocuments } from '../../src/disk/read.ts';
import { isBefore } from '../../src/postmortem/time/timestamp.ts';
import { nevertwice, ROOT } from '../tools/cli.ts';

const example = path.join(ROOT, 'postmortems');
const POOL = '2023-08-10-connection-pool-exhausted';
const FATAL = 'FATAL: sorry, too many clients already';

const VALID = `---
title: The pool is empty
started: 2024-04-15T15:45:00Z
duration: 2h
impact: 30
cause: config-change
---
## Root cause

\`${FATAL}\`
`;

let folder: string;
let past: PastIncidents;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-similar-'));
  past = await pastOf(example);
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => nevertwice(['similar', ...args], folder);

async function pastOf(archive: string): Promise<PastIncidents> {
  const read = await readPastIncidents(archive);
  if ('report' in read) throw new Error(read.report);
  return read.past;
}

/** Returns the result for a text or a file in the example archive. */
async function found(input: string, limit = 5) {
  const query = await readInput([input]);
  if (typeof query === 'string') throw new Error(query);
  return findSimilar(query, past, limit);
}

/** Returns the ids of the incidents found in the example archive, best first. */
const idsFor = async (input: string) => (await found(input)).similar.map(({ id }) => id);

/** Writes a new file and returns its path. */
function write(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const noise = (lines: number) =>
  Array.from({ length: lines }, (_, index) => `GET /page-${index} answered in ${index} ms\n`).join('');

describe('findSimilar, of a text', () => {
  test('finds the same error with other values, and returns its line', async () => {
    const line =
      '2026-03-02 03:12:44 ERROR [exec-7] HikariPool-3 - Connection is not available, request timed out after 12003ms.';
    expect(await found(line, 1)).toEqual({
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

  test.each([
    ['maxConnections', '2024-04-01-promotion-connection-limit'],
    ['players locked out, consul writes slow', '2021-10-28-roblox-consul'],
    ['QuotaPolicy.java:88', '2025-06-12-google-cloud-service-control'],
  ])('finds by %j', async (text, id) => expect((await idsFor(text))[0]).toBe(id));

  test.each<[string, string | Uint8Array]>([
    ['a log', `${noise(100)}${FATAL}\n${noise(100)}`],
    ['one that is longer than the search takes', `${noise(100_000)}${FATAL}\n${noise(100)}`],
    ['one with colours', `${noise(9)}\u001b[1;31m${FATAL.replace('sorry', '\u001b[0msorry')}\u001b[0m\r\n`],
    ['one with other bytes', Buffer.from(`Gr\u00f6\u00dfe\0\u0007 ${FATAL}\n`, 'latin1')],
    ['one of Windows', Buffer.from(`\uFEFF${FATAL}\r\n`, 'utf16le')],
  ])('finds the error of %s', async (_, content) => {
    const { similar } = await found(write('app.log', content));
    expect(similar[0]).toMatchObject({ id: POOL, sameError: FATAL });
  });

  test('reads the end of a long log, and finds the error in the middle of it', async () => {
    const query = await readInput([write('long.log', `lost\n${noise(5000)}${FATAL}\n${noise(5000)}the end\n\n`)]);
    if (typeof query === 'string' || !('text' in query)) throw new Error('It was not read as a text');
    expect(query.text.length).toBeLessThanOrEqual(256 * 1024);
    expect([query.text.includes('lost'), query.text.slice(-8)]).toEqual([false, '\nthe end']);
    expect((await found(query.text)).similar[0]).toMatchObject({ id: POOL, sameError: FATAL });
  });

  test('suggests a correction', async () => {
    expect((await found('crowdstirke')).suggestion).toBe('CrowdStrike');
  });

  test.each(['zyzzyva', 'the and of', '?!', '“', '.*[a-z]+$', '🔥'])('finds nothing for %j', async (text) => {
    expect(await found(text)).toEqual({ similar: [] });
  });
});

describe('findSimilar, of a document', () => {
  test.each(
    readdirSync(example)
      .filter((name) => name.endsWith('.md'))
      .filter((_, index) => index % 6 === 0),
  )('lists what %s was copied from first', async (name) => {
    copyFileSync(path.join(example, name), path.join(folder, name));
    expect((await idsFor(path.join(folder, name)))[0]).toBe(path.basename(name, '.md'));
  });

  test('lists others for an incident of the archive', async () => {
    const ids = await idsFor(path.join(example, '2018-07-12-eslint-scope-npm-token.md'));
    expect(ids[0]).toBe('2025-11-24-posthog-shai-hulud');
    expect(ids).not.toContain('2018-07-12-eslint-scope-npm-token');
  });

  test('reads an invalid draft, and one without frontmatter', async () => {
    const source = readFileSync(path.join(example, `${POOL}.md`), 'utf8');
    const body = source.replace(/^---[\s\S]*?\n---\n/, '');
    const drafts = { draft: `---\ntitle: Pool\nimpcat: 5\n---\n${body}`, bare: `# Pool\n${body}` };
    for (const [name, text] of Object.entries({ ...drafts, unclosed: `---\ntitle: Pool\n${body}` })) {
      expect((await idsFor(write(`${name}.md`, text)))[0]).toBe(POOL);
    }
  });

  test('finds nothing for a new topic', async () => {
    expect(await idsFor(write('other.md', '# Zyzzyva\n\nQuokkas everywhere.\n'))).toEqual([]);
  });
});

describe('for every document of the example archive', () => {
  const LOADING = { drafts: true, audience: 'internal', base: '/', render: true } as const;
  let loaded: Loaded;
  let judged: ReadonlySet<string>;
  beforeAll(async () => {
    // All documents are named, so that the rule treats each as new.
    const named = new Set(await findDocuments(example));
    loaded = await loadArchive(example, { ...LOADING, named });
    judged = judgedPairs(loaded.archive?.postmortems ?? []);
  });
  const isOpen = (id: string) => (other: { id: string }) => !judged.has([id, other.id].sort().join(' '));

  test('its page suggests the first undeclared results of `similar`', async () => {
    let suggested = 0;
    for (const { id, path: file } of loaded.archive?.postmortems ?? []) {
      const { similar } = await found(path.join(example, file), 50);
      const page = loaded.similarIncidents.get(id) ?? [];
      expect(page, id).toEqual(similar.filter(isOpen(id)).slice(0, 3));
      suggested += page.length;
    }
    expect(suggested).toBeGreaterThan(5);
  });

  test('the rule suggests the first earlier undeclared results of `similar`', async () => {
    const startOf = new Map(loaded.archive?.postmortems.map(({ id, started }) => [id, started]));
    let reported = 0;
    for (const { id, path: file, started } of loaded.archive?.postmortems ?? []) {
      const { similar } = await found(path.join(example, file), 50);
      const earlier = similar.filter(({ id: other }) => isBefore(startOf.get(other) ?? started, started));
      const messages = loaded.report.diagnostics.filter(
        (diagnostic) => diagnostic.rule === 'look-alike' && diagnostic.file === path.join(example, file),
      );
      const ids = messages.map(({ message }) => /`([^`]+)`/.exec(message)?.[1]);
      expect(ids.sort(), id).toEqual(
        earlier
          .filter(isOpen(id))
          .slice(0, 3)
          .map((other) => other.id)
          .sort(),
      );
      reported += ids.length;
    }
    expect(reported).toBeGreaterThan(3);
  });
});

describe('readInput', () => {
  test.each<[string, string]>([
    ['', 'the input is empty'],
    [' \u001b[0m\n', 'the input is empty'],
    ['draft-2.md', 'there is no file draft-2.md'],
    ['.', '. is a folder'],
    ['/dev/null', '/dev/null is a device'],
  ])('refuses %j', async (input, problem) => expect(await readInput([input])).toContain(problem));

  test.each<[string, string | Uint8Array, string]>([
    ['empty.md', '', 'has no text'],
    ['binary.md', new Uint8Array([0x2d, 0xff, 0xfe]), 'expected UTF-8'],
    ['empty.log', '', 'the input is empty'],
  ])('refuses %s', async (name, content, problem) => {
    expect(await readInput([write(name, content)])).toContain(problem);
  });
});

describe('readPastIncidents', () => {
  test('leaves out files with errors, and counts them', async () => {
    write('partly/fine.md', VALID);
    write('partly/invalid.md', 'nothing');
    write('partly/link.md', `${VALID}[the log](nowhere.log)\n`);
    write('partly/warned.md', VALID.replace('---\n##', 'acknowledged: 2024-04-15T15:45:00Z\n---\n##'));
    const read = await readPastIncidents(path.join(folder, 'partly'));
    expect('past' in read && [read.leftOut, read.past.documents.map(({ id }) => id).sort()]).toEqual([
      2,
      ['fine', 'warned'],
    ]);
  });
});

describe.concurrent('nevertwice similar', () => {
  test('prints title, day, file and reasons', async () => {
    const { status, stdout } = await run(
      'sorry,',
      'too',
      'many',
      'clients',
      'already',
      '--in',
      example,
      '--limit',
      '1',
    );
    expect(status).toBe(0);
    expect(stdout).toBe(`100%  The connection pool is smaller than the traffic (2023-08-10)
      ${path.join(example, `${POOL}.md`)}
      what fixed it: The maximum number of connections was raised to fit the present traffic, and the time-outs were tuned so that unused connections go back to the pool soon.
      same error: ${FATAL}
      shared: sorry, already, clients, too, many
`);
  });

  test('exits with status 1 if there are no similar incidents, also as JSON', async () => {
    expect(await run('zyzzyva', '--in', example, '--format', 'json')).toEqual({
      ...{ status: 1, stdout: `${JSON.stringify({ version: 1, similar: [] }, null, 2)}\n` },
      stderr: 'nevertwice: no similar incidents\n',
    });
  });

  test('exits with status 1 and lists nothing if no incident is close to the text, as on the site', async () => {
    const line = 'postfix/smtp[2281]: status=deferred (host mx.example.net said: 450 4.7.1 Greylisted, retry later)';
    const { status, stdout, stderr } = await run(line, '--in', example);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^nevertwice: nothing close; \d+ incidents share a few words with it\n$/m);
    expect((await run(line, '--in', example, '--format', 'json')).stdout).toBe(
      `${JSON.stringify({ version: 1, similar: [] }, null, 2)}\n`,
    );
  });

  test('reads standard input and other pipes', async () => {
    const log = write('piped.log', noise(20_000) + FATAL);
    const command = `node="$1"; bin="$2"; "$node" "$bin" similar - --in "$3" <"$4"; "$node" "$bin" similar <(cat "$4") --in "$3"`;
    const bin = path.join(ROOT, 'bin/nevertwice.js');
    const { stdout } = await promisify(execFile)('bash', ['-c', command, '-', process.execPath, bin, example, log]);
    expect(stdout.split('\n').filter((line) => line === `      same error: ${FATAL}`)).toHaveLength(2);
  });

  test('ignores documents with errors, and prints no escape sequences', async () => {
    write('archive/fine.md', VALID.replace('The pool', '"The\\u2028 pool"').replace('" is empty', ' is empty"'));
    write('archive/broken.md', `${VALID}[the log](nowhere.log)\n`);
    const { status, stdout, stderr } = await run(FATAL, '--in', 'archive');
    expect(status).toBe(0);
    // On a busy machine, progress is written before it.
    expect(stderr).toMatch(/^nevertwice: 1 file with errors left out$/m);
    expect(stdout).toContain('100%  The� pool is empty (2024-04-15)\n      archive/fine.md\n');
    expect(stdout).not.toContain('broken.md');
  });

  test('exits with status 1 and the report if archive.yml is invalid', async () => {
    write('invalid/archive.yml', 'titel: x\n');
    const { status, stdout, stderr } = await run('pool', '--in', 'invalid');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^invalid\/archive\.yml:1:1\n[\s\S]*\n0 files, 1 error, 0 warnings\n$/);
  });

  test.each<[string, string[], string]>([
    ['a missing archive', ['pool', '--in', 'nowhere'], 'nevertwice: the archive folder nowhere cannot be read\n'],
    ['a missing file', ['draft-2.md', '--in', '.'], 'nevertwice: there is no file draft-2.md\n'],
    ['no input', [], "missing required argument 'input'"],
    ['a wrong limit', ['pool', '--limit', '0'], 'whole number from 1'],
  ])('exits with status 2 for %s', async (_, args, message) => {
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
