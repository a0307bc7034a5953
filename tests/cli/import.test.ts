import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AS_USER, mustRun, nevertwice, ROOT } from '../tools/cli.ts';

const LOGIN = `Postmortem: Login fails

Start time: Feb 1, 2024, 9:00 AM (UTC)
End time: Feb 1, 2024, 10:00 AM (UTC)
Impact: 30% of users could not log in.

Timeline:
9:05 AM: Incident detected by an alert.
9:OO AM: Rollback.
10:00 AM: Logins work.

Tasks:
Add an alert for logins.
Test the rollback.
`;

let root: string;
const at = (...names: string[]) => path.join(root, ...names);
const save = (name: string, content: string | Buffer) => {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), content);
};
const drafts = (folder = 'archive') => (existsSync(at(folder)) ? readdirSync(at(folder)).sort() : []);
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-import-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('makes a draft that check accepts, with the body word for word', async () => {
  save('notes/login.txt', LOGIN);
  const { stdout, stderr } = await mustRun(['import', 'notes', '--to', 'archive'], root);
  expect(drafts()).toEqual(['2024-02-01-login-fails.md']);
  const draft = readFileSync(at('archive/2024-02-01-login-fails.md'), 'utf8');
  expect(draft).toBe(`---
title: Login fails # from line 1
status: draft
started: 2024-02-01T09:00:00Z # from line 3
detected: 2024-02-01T09:05:00Z # from line 8
resolved: 2024-02-01T10:00:00Z # from line 4
duration: 1h # from line 4
impact: {percent: 30, of: users} # from line 5
cause: unknown
---

${LOGIN}`);
  expect(stdout).toContain(
    `created ${path.join('archive', '2024-02-01-login-fails.md')}\n  from ${path.join('notes', 'login.txt')}\n`,
  );
  expect(stdout).toContain('line 9, timeline: “9:OO AM: Rollback.”: not a time that can be read, kept as text');
  expect(stderr).toMatch(/1 draft, of which have\n {2}started +1\n/);
  expect(stderr).toContain('2 action items: 2 of unknown status');
  const report = JSON.parse((await nevertwice(['check', 'archive', '--format', 'json'], root)).stdout);
  expect(report.errors).toBe(0);
});

test('imports documents without a start with the given day, and says that it is not known', async () => {
  save(
    'notes/login.md',
    '# Login fails\n\nIt did on 03/04/2024.\n\nDate: 03/04/2024\n\n## Action items\n\n- Add an alert\n',
  );
  save('notes/other.md', '# Orders fail\n\nThey did.\n');
  const first = await nevertwice(['import', 'notes', '--to', 'archive'], root);
  expect([first.status, drafts()]).toEqual([1, []]);
  await mustRun(['import', 'notes', '--to', 'archive', '--undated', '2020-01-01'], root);
  expect(drafts()).toEqual(['2020-01-01-login-fails.md', '2020-01-01-orders-fail.md']);
  expect(readFileSync(at('archive/2020-01-01-login-fails.md'), 'utf8')).toContain(
    '\nstarted: 2020-01-01 # not known: line 5: “Date: 03/04/2024”: the date can be 2024-04-03 or 2024-03-04; --date-order dmy or --date-order mdy\n',
  );
  const report = JSON.parse((await nevertwice(['check', 'archive', '--format', 'json'], root)).stdout);
  expect(report.errors).toBe(0);
});

test('compares with the incidents that the archive has', async () => {
  const cause = 'The certificate of the login gateway had expired, as nobody renewed it.';
  const log = '```\nx509: certificate has expired or is not yet valid: gateway-7\n```';
  const text = (title: string, day: string) => `# ${title}\n\nDate: ${day}\n\n## Summary\n\n${cause}\n\n${log}\n`;
  save('old/a.md', text('Login gateway certificate expired', '2024-02-01'));
  save('new/b.md', text('Certificate of the login gateway expired again', '2024-05-01'));
  await mustRun(['import', 'old', '--to', 'archive'], root);
  const { stderr } = await mustRun(['import', 'new', 'old', '--to', 'archive'], root);
  expect(stderr).toContain(
    '1 pair of similar incidents; declare those that repeat with `recurs`:\n  2024-05-01-certificate-of-the-login-gateway-expired-again\n    like 2024-02-01-login-gateway-certificate-expired\n',
  );
  expect(stderr).toMatch(/1 error line in several documents:\n.*certificate has expired/);
});

test('builds once causes are set, and the ledger has what was declared to repeat', async () => {
  save('login.txt', LOGIN);
  save('again.txt', LOGIN.replace('Login fails', 'Login fails again').replaceAll('Feb 1,', 'Mar 9,'));
  await mustRun(['import', 'login.txt', 'again.txt', '--to', 'archive'], root);
  expect(drafts()).toEqual(['2024-02-01-login-fails.md', '2024-03-09-login-fails-again.md']);
  for (const [index, name] of drafts().entries()) {
    const recurs = index === 1 ? '\nrecurs: [2024-02-01-login-fails]' : '';
    const text = readFileSync(at('archive', name), 'utf8').replace('status: draft', 'status: final');
    writeFileSync(at('archive', name), text.replace('cause: unknown', `cause: deployment${recurs}`));
  }
  await mustRun(['build', 'archive', '--out', 'site'], root);
  const ledger = readFileSync(at('site/recurrences/index.html'), 'utf8');
  expect(ledger).toContain(
    'data-recurrence="2024-02-01-login-fails→2024-03-09-login-fails-again" data-verdict="unknown"',
  );
});

test('shows drafts and writes nothing with --dry-run', async () => {
  save('login.txt', LOGIN);
  const { stdout } = await mustRun(['import', 'login.txt', '--to', 'archive', '--dry-run'], root);
  expect(stdout).toContain('would create');
  expect(stdout).toContain('    started: 2024-02-01T09:00:00Z # from line 3\n');
  expect(drafts()).toEqual([]);
});

test('prints JSON', async () => {
  save('login.txt', LOGIN);
  save('picture.png', 'x');
  const { stdout, stderr } = await mustRun(['import', '.', '--to', 'archive', '--dry-run', '--format', 'json'], root);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    drafts: [
      {
        file: 'login.txt',
        target: path.join('archive', '2024-02-01-login-fails.md'),
        id: '2024-02-01-login-fails',
        frontmatter: {
          title: 'Login fails',
          status: 'draft',
          started: '2024-02-01T09:00:00Z',
          detected: '2024-02-01T09:05:00Z',
          resolved: '2024-02-01T10:00:00Z',
          duration: '1h',
          impact: { percent: 30, of: 'users' },
          cause: 'unknown',
        },
        timeline: 2,
        actions: 2,
        notes: [
          {
            line: 9,
            field: 'timeline',
            message: '“9:OO AM: Rollback.”: not a time that can be read, kept as text',
            option: 'correct the time in the text',
          },
        ],
      },
    ],
    skipped: [{ file: 'picture.png', reason: 'files of this kind cannot be imported' }],
  });
  expect(stderr).toBe('');
});

test('overwrites nothing, and imports the rest when it runs again', async () => {
  save('notes/a.md', '# Login fails\n\nDate: 2024-02-01\n');
  save('notes/b.md', '# Disk full\n\nDate: 03/04/2024\n');
  const first = await nevertwice(['import', 'notes', '--to', 'archive'], root);
  expect([first.status, drafts()]).toEqual([1, ['2024-02-01-login-fails.md']]);
  expect(first.stderr).toContain('the date can be 2024-04-03 or 2024-03-04; --date-order dmy or --date-order mdy');
  writeFileSync(at('archive/2024-02-01-login-fails.md'), 'mine');
  const second = await nevertwice(['import', 'notes', '--to', 'archive', '--date-order', 'dmy'], root);
  expect(second.status).toBe(0);
  expect(second.stdout).toContain('nothing was overwritten');
  expect(drafts()).toEqual(['2024-02-01-login-fails.md', '2024-04-03-disk-full.md']);
  expect(readFileSync(at('archive/2024-02-01-login-fails.md'), 'utf8')).toBe('mine');
});

test('numbers drafts with the same day and title, and keeps links between documents', async () => {
  save(
    'notes/a.md',
    '# Login fails\n\nDate: 2024-02-01\n\nSee [b](b.md#x), [gone](gone.md) and [top](#login-fails).\n',
  );
  save('notes/b.md', '# Login fails\n\nDate: 2024-02-01\n\n![shot](img/shot.png)\n');
  save(
    'notes/img/shot.png',
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  );
  await mustRun(['import', 'notes', '--to', 'archive'], root);
  expect(drafts()).toEqual(['2024-02-01-login-fails-2.md', '2024-02-01-login-fails.md', 'images']);
  expect(readFileSync(at('archive/2024-02-01-login-fails.md'), 'utf8')).toContain(
    'See [b](2024-02-01-login-fails-2.md), gone (`gone.md`) and [top](#login-fails).\n',
  );
  const { stdout } = await nevertwice(['check', 'archive', '--format', 'json'], root);
  expect(JSON.parse(stdout).errors).toBe(0);
});

test('uses the settings of the archive, and leaves out its own documents', async () => {
  save('archive/archive.yml', 'severities: [high, low]\ntimezone: Europe/Copenhagen\n');
  save(
    'archive/2023-01-01-old.md',
    '---\ntitle: Old\nstarted: 2023-01-01\nduration: 1h\nimpact: 5\ncause: capacity\n---\n',
  );
  save('login.md', '# Login fails\n\nStart: 2024-07-01 09:00\nSeverity: High\n');
  await mustRun(['import', '.', '--to', 'archive'], root);
  expect(drafts()).toEqual(['2023-01-01-old.md', '2024-07-01-login-fails.md', 'archive.yml']);
  const draft = readFileSync(at('archive/2024-07-01-login-fails.md'), 'utf8');
  expect(draft).toContain('severity: high # from line 4\nstarted: 2024-07-01T09:00:00+02:00 # from line 3\n');
});

test('names recurring error lines and similar incidents', async () => {
  const body =
    'The payment gateway refused all checkout connections.\n\n`FATAL: remaining connection slots are reserved for replication`\n';
  save('notes/a.md', `# Payment gateway refuses checkout\n\nDate: 2024-02-01\n\n${body}`);
  save('notes/b.md', `# Payment gateway refuses connections\n\nDate: 2024-03-01\n\n${body}`);
  save('notes/c.md', '# Newsletter sent twice\n\nDate: 2024-04-01\n\nA job ran two times.\n');
  const { stderr } = await mustRun(['import', 'notes', '--to', 'archive'], root);
  expect(stderr).toContain(
    '1 error line in several documents:\n  FATAL: remaining connection slots are reserved for replication\n',
  );
  expect(stderr).toContain('1 pair of similar incidents');
});

describe('bad input', () => {
  const BINARY = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1]);

  test.each<[what: string, args: string[], status: number, message: RegExp]>([
    ['a path that does not exist', ['gone'], 2, /gone cannot be read: it does not exist/],
    ['an empty folder', ['empty'], 2, /nothing to import in empty/],
    ['a picture', ['picture.png'], 2, /nothing to import in picture\.png.*of this kind/],
    [
      'an output folder that is a file',
      ['login.txt', '--to', 'picture.png'],
      2,
      /picture\.png is a file, not a folder/,
    ],
    ['a zone that does not exist', ['login.txt', '--timezone', 'Europe/Nowhere'], 2, /--timezone.*Expected a zone/],
    ['an order that does not exist', ['login.txt', '--date-order', 'dym'], 2, /--date-order/],
    ['a binary', ['binary.txt', 'login.txt'], 1, /binary\.txt: it is not text/],
    [
      'a document without a date',
      ['undated.md'],
      1,
      /undated\.md: the start is not known: line 1: no date of the incident/,
    ],
    ['how to import one without a date', ['undated.md'], 1, /give it a day with --undated/],
    ['a day that does not exist', ['undated.md', '--undated', '2024-02-30'], 2, /--undated.*Expected a day/],
    ['an empty document', ['empty.md', 'login.txt'], 1, /empty\.md: it is empty/],
    ['a log', ['huge.txt', 'login.txt'], 1, /huge\.txt: its text has 20000000 characters, more than 1000000/],
    ['invalid settings', ['login.txt', '--to', 'invalid'], 1, /invalid-settings/],
  ])('reports %s', async (_, args, status, message) => {
    save('login.txt', LOGIN);
    save('undated.md', '# Login fails\n\nIt did.\n');
    save('binary.txt', BINARY);
    save('empty.md', ' \n');
    save('picture.png', BINARY);
    save('huge.txt', 'line of a log\n'.padEnd(100, '-').repeat(200_000));
    save('invalid/archive.yml', 'severities: 1\n');
    mkdirSync(at('empty'));
    const more = args.includes('--to') ? [] : ['--to', 'archive'];
    const result = await nevertwice(['import', ...args, ...more], root);
    expect([result.status, result.stderr]).toEqual([status, expect.stringMatching(message)]);
    expect(result.stderr).not.toContain('bug');
    expect(drafts()).toEqual(
      args.includes('login.txt') && status === 1 && !args.includes('--to') ? ['2024-02-01-login-fails.md'] : [],
    );
  });

  test('reports a folder without permission', async () => {
    save('login.txt', LOGIN);
    mkdirSync(at('archive'));
    chmodSync(root, 0o755);
    chmodSync(at('archive'), 0o555);
    const { status, stderr } = await nevertwice(['import', 'login.txt', '--to', 'archive'], root, AS_USER);
    expect([status, stderr]).toEqual([2, expect.stringContaining('not writable')]);
  });

  test('shows names as text', async () => {
    save('notes/\x1b[31m.md', '# Login \u202Efails\n\nDate: 2024-02-01\n');
    const { stdout, stderr } = await nevertwice(['import', 'notes', '--to', 'archive'], root);
    expect(stdout).toContain('␛[31m.md');
    expect([...(stdout + stderr)].filter((sign) => sign === '\x1b' || sign === '\u202E')).toEqual([]);
  });
});

test('leaves no incomplete file when it is interrupted', async () => {
  const title = 'A long title so that the output is longer than what a pipe holds, '.repeat(2);
  const text = `Date: 2024-02-01\nSeverity: high\nImpact: 30%\nTime to detect: 5 minutes\n\n${'Text. '.repeat(200)}\nThe end\n`;
  const count = 600;
  for (let number = 0; number < count; number++) save(`notes/${number}.md`, `# ${title} ${number}\n\n${text}`);
  const command = [path.join(ROOT, 'bin/nevertwice.js'), 'import', 'notes', '--to', 'archive'];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  // The first drafts are written. The command waits until the rest of its output is read.
  await new Promise((resolve) => child.stdout.once('readable', resolve));
  child.kill('SIGINT');
  child.stdout.resume();
  child.stderr.resume();
  expect(await ended).toBe(130);
  const written = drafts();
  expect(written.length).toBeLessThan(count);
  for (const name of written) expect(readFileSync(at('archive', name), 'utf8')).toMatch(/The end\n$/);
});
