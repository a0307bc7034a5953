import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Comment, type Host, type Run, runAction, startHost } from './tools/action.ts';
import { nevertwice, ROOT } from './tools/cli.ts';

// What runs in pull requests, in repositories made for it. The commands of workflows are taken from their files.

const ERROR = 'HikariPool-3 - Connection is not available, request timed out after 12003ms.';
const EARLIER = `---
title: The pool is smaller than the traffic
severity: sev2
started: 2023-08-10T09:00:00Z
duration: 2h
impact: 30
cause: capacity
---

## Summary

The pool of connections was used up by a campaign, and logins failed.

\`\`\`
${ERROR}
\`\`\`

## Timeline
## Root cause
## Resolution
## Action items

- [ ] Alert on saturation @auth due:2023-09-01
- [x] Raise the limit @auth due:2023-09-01
`;
const HOSTILE = '@everyone <img src=x onerror=alert(1)> [click](https://evil.example) `x` | #1';
const LATER = EARLIER.replace('2023-08-10T09:00:00Z', '2024-04-15T15:45:00Z')
  .replace('The pool is smaller than the traffic', `'${HOSTILE}'`)
  .replace('duration: 2h', 'duration: unknown')
  .replace('severity: sev2\n', '')
  .replace('cause: capacity', 'cause: unknown')
  .replace(' due:2023-09-01\n- [x] Raise the limit @auth', '\n- [ ] Write a runbook');
const COMMAND = `${process.execPath} ${path.join(ROOT, 'bin/nevertwice.js')}`;

let root: string;
let host: Host;
let base: string;
const at = (file: string) => path.join(root, file);
const git = (folder: string, ...args: string[]) => {
  const names = ['user.name=A', 'user.email=a@example.org', 'init.defaultBranch=main'].flatMap((each) => ['-c', each]);
  const env = { PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', [...names, ...args], { cwd: at(folder), env, encoding: 'utf8', stdio: 'pipe' }).trim();
};
const save = (file: string, text: string) => {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
};
const commit = (folder: string) => {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'Change');
};

/** Clones the commit that merges a branch into the default branch, with nothing else, as actions/checkout does. */
const checkOut = (branch: string, depth = 1) => {
  git('origin', 'checkout', '-q', '-B', 'merge', 'main');
  git('origin', 'merge', '-q', '--no-ff', '-m', 'Merge', branch);
  rmSync(at('clone'), { recursive: true, force: true });
  git('.', 'clone', '-q', '--depth', String(depth), '--branch', 'merge', `file://${at('origin')}`, 'clone');
};
const pullRequest = () => ({ pull_request: { number: 7, base: { sha: base } } });
const run = (inputs: Run['inputs'] = {}, more: Partial<Run> = {}) =>
  runAction({
    workspace: at('clone'),
    inputs: { command: COMMAND, ...inputs },
    event: pullRequest(),
    ...more,
    env: { GITHUB_API_URL: host.url, ...more.env },
  });

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-review-'));
  host = await startHost();
  mkdirSync(at('origin'));
  git('origin', 'init', '-q');
  save('origin/postmortems/archive.yml', 'site: https://kb.example/pm/\n');
  save('origin/postmortems/2023-08-10-pool.md', EARLIER);
  // A problem that is not the author's.
  save('origin/postmortems/2023-01-01-old.md', EARLIER.replace('impact: 30', 'impact: 130').replace(ERROR, 'x'));
  commit('origin');
  base = git('origin', 'rev-parse', 'HEAD');
  git('origin', 'checkout', '-q', '-b', 'good');
  save('origin/postmortems/2024-04-15-login.md', LATER);
  save('origin/README.md', 'Postmortems\n');
  commit('origin');
  git('origin', 'checkout', '-q', '-b', 'bad');
  save('origin/postmortems/2024-04-15-login.md', LATER.replace('impact: 30', 'impact: 31%%0A::error::x'));
  save(`origin/postmortems/it's "new" @you\n- x.md`, EARLIER.replace('impact: 30', 'impact: high'));
  // Breaks a link in a file that the pull request does not change.
  git('origin', 'rm', '-q', 'postmortems/2023-08-10-pool.md');
  commit('origin');
  git('origin', 'checkout', '-q', '-b', 'unrelated', 'main');
  save('origin/README.md', 'Postmortems\n');
  commit('origin');
});
afterAll(async () => {
  await host.close();
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  host.comments.length = 0;
  host.requests.length = 0;
  Object.assign(host.refuse, { changes: 0, all: 0 });
});

describe.skipIf(process.platform === 'win32')('the action', () => {
  test('annotates new problems, and comments what is similar and what is missing', async () => {
    checkOut('good');
    const { status, log, summary } = await run();
    expect([status, log.Comment]).toEqual([0, 'The comment is written.\n']);
    const [comment] = host.comments;
    expect(comment?.body).toBe(`<!-- nevertwice postmortems -->\n${summary}`);
    expect(summary.split('\n')).toEqual(
      expect.arrayContaining([
        '## Postmortems: 3 warnings',
        '- **Warning** in line 22: Missing due date of action item `Alert on saturation`. Add `due:` with a date, such as `due:2024-05-01`, or fill in the Due column. (`action-without-due`)',
        '- [The pool is smaller than the traffic](https://kb.example/pm/postmortems/2023-08-10-pool/), 10 August 2023\\',
        '  `2023-08-10-pool`\\',
        '  The same error: `HikariPool-3 - Connection is not available, request timed o…`. 1 of its 2 action items is open.',
        '**Not known yet.** Add what you know: `severity`, `detected`, `acknowledged`, `mitigated`, `duration`, `cause`, `trigger`, `detection`, `services`.',
        '**Action items.** 1 without an owner, 1 without a due date, of 2.',
      ]),
    );
    // Neither a mention, HTML, a link, code nor a reference.
    const title = summary.split('\n').find((line) => line.startsWith('### '));
    expect(title).toBe(
      '### @\u2060everyone \\<img src=x onerror=alert(1)\\> \\[click\\](https:\u2060//evil.example) \\`x\\` \\| \\#\u20601',
    );
    expect(log.Check).toContain('::warning file=postmortems/2024-04-15-login.md,line=22,');
    expect(log.Check).not.toContain('2023-01-01-old.md');
  });

  test('updates its comment, and leaves it when nothing has changed', async () => {
    checkOut('good');
    await run();
    expect((await run()).log.Comment).toBe('The comment is up to date.\n');
    checkOut('bad');
    const { status, log, summary } = await run();
    expect([status, log.Comment]).toEqual([1, 'The comment is updated.\n']);
    expect(host.comments.map(({ body }) => body)).toEqual([`<!-- nevertwice postmortems -->\n${summary}`]);
    checkOut('unrelated');
    expect(await run()).toMatchObject({ status: 0, summary: '', log: { Comment: 'The comment is updated.\n' } });
    expect(host.comments.map(({ body }) => body.split('\n')[1])).toEqual(['## Postmortems: no problems']);
  });

  test('says nothing about a pull request without postmortems', async () => {
    checkOut('unrelated');
    expect(await run()).toMatchObject({ status: 0, summary: '', log: { Comment: 'There is nothing to say.\n' } });
    expect(host.comments).toEqual([]);
  });

  test('fails for errors, also in files with strange names', async () => {
    checkOut('bad');
    const { status, log, summary } = await run();
    expect(status).toBe(1);
    expect(summary).toContain('### `postmortems/it\'s "new" @you - x.md`\n\n- **Error** in line ');
    expect(summary).not.toMatch(/^- x\.md/m);
    const commands = log.Check?.split('\n').filter((line) => line.startsWith('::'));
    expect(
      commands?.every((line) =>
        /^::(?:error|warning|notice) file=postmortems\/(?:it's "new" @you%0A- x|2024-04-15-login)\.md,/.test(line),
      ),
    ).toBe(true);
    expect(log.Check).not.toContain('2023-01-01-old.md');
  });

  test('fails for warnings above a maximum', async () => {
    checkOut('good');
    expect((await run({ 'max-warnings': '2' })).status).toBe(1);
    expect((await run({ 'max-warnings': '3' })).status).toBe(0);
  });

  test('reports all problems on request, and without a pull request', async () => {
    checkOut('good');
    const all = await run({ problems: 'all' });
    expect([all.status, all.log.Check]).toEqual([
      1,
      expect.stringContaining('::error file=postmortems/2023-01-01-old.md,'),
    ]);
    const push = await run({}, { event: { ref: 'refs/heads/main' } });
    expect([push.status, push.log.Check]).toEqual([1, expect.stringContaining('2023-01-01-old.md')]);
    expect(push.log.Comment).toBe(
      '::notice title=Nevertwice::No comment: there is no pull request. The text is in the job summary.\n',
    );
    expect(push.summary).toContain('2023-01-01-old.md');
    expect((await run({ problems: 'some' })).status).toBe(2);
  });

  test('needs the base commit, or both parents of the merge', async () => {
    const offline = (depth: number) => {
      checkOut('good', depth);
      git('clone', 'remote', 'set-url', 'origin', `file://${at('nowhere')}`);
      return run();
    };
    const shallow = await offline(1);
    expect(shallow.log['Find the base of the pull request']).toContain(
      '::notice title=Nevertwice::The base of the pull request is neither',
    );
    expect([shallow.status, shallow.summary]).toEqual([1, expect.stringContaining('2023-01-01-old.md')]);
    const deeper = await offline(2);
    expect([deeper.status, deeper.summary]).toEqual([0, expect.stringContaining('3 warnings')]);
  });

  test.each<[string, () => void, Run['inputs'], string]>([
    [
      'may not write',
      () => {
        host.refuse.changes = 403;
      },
      {},
      '::notice title=Nevertwice::No comment: the host answered with status 403: the token may not write comments, as in pull requests of forks. The text is in the job summary.\n',
    ],
    [
      'is not valid',
      () => undefined,
      { token: 'other' },
      '::notice title=Nevertwice::No comment: the host answered with status 401: the token may not write comments, as in pull requests of forks. The text is in the job summary.\n',
    ],
    [
      'is missing',
      () => undefined,
      { token: '' },
      '::notice title=Nevertwice::No comment: there is no token. The text is in the job summary.\n',
    ],
    [
      'is of a host that fails',
      () => {
        host.refuse.all = 502;
      },
      {},
      '::warning title=Nevertwice::No comment: the host answered with status 502. The text is in the job summary.\n',
    ],
  ])('writes only the summary when the token %s', async (_, arrange, inputs, expected) => {
    checkOut('good');
    arrange();
    const { status, log, summary } = await run(inputs);
    expect([status, log.Comment]).toEqual([0, expected]);
    expect(summary).toContain('## Postmortems: 3 warnings');
    expect(host.comments).toEqual([]);
  });

  test('survives a host that does not answer', async () => {
    checkOut('good');
    const { status, log } = await run({}, { env: { GITHUB_API_URL: 'http://127.0.0.1:1' } });
    expect([status, log.Comment]).toEqual([0, expect.stringMatching(/^::warning title=Nevertwice::No comment: .+\n$/)]);
  });

  test('finds its comment among many, and never changes those of others', async () => {
    const others = (count: number, change: Partial<Comment> = {}) => {
      for (let number = 0; number < count; number++) {
        host.comments.push({
          id: host.comments.length + 1,
          body: 'Hi',
          user: { type: 'User' },
          author_association: 'NONE',
          ...change,
        });
      }
    };
    others(99);
    others(1, { body: '<!-- nevertwice postmortems -->\nI am the bot' });
    others(1, { body: '<!-- nevertwice other -->\n', user: { type: 'Bot' } });
    others(1, { body: '<!-- nevertwice postmortems -->\n', user: { type: 'Bot' } });
    const before = host.comments.slice(0, 101).map(({ body }) => body);
    checkOut('good');
    expect((await run()).log.Comment).toBe('The comment is updated.\n');
    expect(host.comments).toHaveLength(102);
    expect(host.comments.slice(0, 101).map(({ body }) => body)).toEqual(before);
    expect(host.comments.at(-1)?.body).toContain('## Postmortems: ');
    expect(host.requests).toEqual([
      'GET /repos/team/kb/issues/7/comments?per_page=100&page=1',
      'GET /repos/team/kb/issues/7/comments?per_page=100&page=2',
      'PATCH /repos/team/kb/issues/comments/102',
    ]);
  });

  test('writes no comment when it is switched off', async () => {
    checkOut('good');
    expect((await run({ comment: 'false' })).log).not.toHaveProperty('Comment');
    expect(host.requests).toEqual([]);
  });

  test('says what is wrong with the folder', async () => {
    checkOut('good');
    const { status, log } = await run({ folder: 'no such; echo "$TOKEN"' });
    expect([status, log.Summarize]).toEqual([2, 'nevertwice: there is no file or folder no such; echo "$TOKEN"\n']);
  });

  test('installs a tarball of the repository', async () => {
    checkOut('good');
    save(
      'package/package.json',
      JSON.stringify({ name: 'nevertwice', version: '9.9.9', bin: { nevertwice: 'run.sh' } }),
    );
    save('package/run.sh', `#!/bin/sh\nexec ${COMMAND} "$@"\n`);
    chmodSync(at('package/run.sh'), 0o755);
    mkdirSync(at('clone/with space'));
    execFileSync('tar', ['-czf', at('clone/with space/nt.tgz'), '-C', root, 'package']);
    const env = { npm_config_offline: 'true', npm_config_cache: at('npm'), npm_config_update_notifier: 'false' };
    const { status, log } = await run({ command: '', package: 'with space/nt.tgz' }, { env });
    expect([status, log.Comment, log['Install Nevertwice']]).toEqual([
      0,
      'The comment is written.\n',
      expect.stringContaining('added 1 package'),
    ]);
  });

  test('otherwise installs what its own code needs', async () => {
    checkOut('good');
    save('bin/npm', `#!/bin/sh\necho "$@"\n`);
    chmodSync(at('bin/npm'), 0o755);
    const { status, log } = await run(
      { command: '' },
      { env: { PATH: `${at('bin')}:${path.dirname(process.execPath)}:${process.env.PATH}` } },
    );
    expect([status, log['Install Nevertwice'], log.Comment]).toEqual([
      0,
      `ci --no-audit --no-fund --prefix ${ROOT}\n`,
      'The comment is written.\n',
    ]);
  });

  test('has inputs that docs/review.md describes, and no others', () => {
    const { inputs } = parse(readFileSync(path.join(ROOT, 'action.yml'), 'utf8'));
    const described = [...readFileSync(path.join(ROOT, 'docs/review.md'), 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm)].map(
      ([, name]) => name,
    );
    expect(described).toEqual(Object.keys(inputs));
  });
});

describe('the hook of pre-commit', () => {
  test('checks the files that pre-commit passes', async () => {
    const [hook] = parse(readFileSync(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
    checkOut('bad');
    const all = git('clone', 'ls-files', '-z').split('\0');
    const files = all.filter((file) => new RegExp(hook.files).test(file));
    expect(files).toEqual(['postmortems/2023-01-01-old.md', 'postmortems/2024-04-15-login.md']);
    const [program, ...args] = hook.entry.split(' ');
    expect(program).toBe('nevertwice');
    const { status, stdout } = await nevertwice([...args, ...files], at('clone'));
    expect([status, stdout]).toEqual([1, expect.stringContaining('2024-04-15-login.md:5:9\n  error ')]);
    checkOut('good');
    expect((await nevertwice([...args, 'postmortems/2024-04-15-login.md'], at('clone'))).status).toBe(0);
  });
});

describe.skipIf(process.platform === 'win32')('the commands of workflows and docs', () => {
  const review = readFileSync(path.join(ROOT, 'docs/review.md'), 'utf8');
  const blocksOf = (language: string) =>
    [...review.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);
  /** Runs a script as GitLab does, with the clone's own Nevertwice for `npx --no nevertwice`. */
  const bash = (script: string, env: NodeJS.ProcessEnv = {}) => {
    save('npx/npx', `#!/bin/sh\ntest "$1 $2" = "--no nevertwice" || exit 9\nshift 2\nexec ${COMMAND} "$@"\n`);
    chmodSync(at('npx/npx'), 0o755);
    const options = { cwd: at('clone'), env: { ...process.env, PATH: `${at('npx')}:${process.env.PATH}`, ...env } };
    const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
      ...options,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  test('all YAML is valid, and actions are named by digest and version', () => {
    for (const text of blocksOf('yaml')) expect(parse(text, { uniqueKeys: true }), text).toEqual(expect.anything());
    const used = [...review.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    for (const action of used) expect(action).toMatch(/^[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
    expect(used).toHaveLength(2);
  });

  test.each([
    ['workflows/gitlab.yml', 0],
    ['review.md', 1],
  ])('the job of docs/%s writes a report for GitLab, and fails for errors', (file, index) => {
    checkOut('bad', 2);
    const workflow = readFileSync(path.join(ROOT, 'docs/workflows/gitlab.yml'), 'utf8');
    const job = parse(index === 0 ? workflow : (blocksOf('yaml')[1] ?? ''))['postmortems-check'];
    const { status, stdout } = bash(job.script.join('\n'), { ARCHIVE: 'postmortems' });
    expect([file, status, stdout]).toEqual([file, 1, expect.stringContaining('2024-04-15-login.md:5:9\n  error ')]);
    expect(stdout.includes('2023-01-01-old.md')).toBe(index === 0);
    const report = JSON.parse(readFileSync(at('clone/gl-code-quality-report.json'), 'utf8'));
    expect(report).toContainEqual({
      description: expect.stringContaining('Unexpected value `31%%0A::error::x`'),
      check_name: 'invalid-value',
      fingerprint: expect.stringMatching(/^[\da-f]{64}$/),
      severity: 'major',
      location: { path: 'postmortems/2024-04-15-login.md', lines: { begin: 5 } },
    });
    expect(new Set(report.map((each: { fingerprint: string }) => each.fingerprint)).size).toBe(report.length);
    checkOut('good', 2);
    expect(bash(job.script.join('\n'), { ARCHIVE: 'postmortems' }).status).toBe(index === 0 ? 1 : 0);
  });

  test('the hook stops a commit with errors, and only that', () => {
    const [, hook = ''] = blocksOf('sh');
    expect(hook).toMatch(/^#!\/bin\/sh\n/);
    checkOut('good');
    save('clone/.git/hooks/pre-commit', hook);
    chmodSync(at('clone/.git/hooks/pre-commit'), 0o755);
    const name = "it's a new one.md";
    const gitCommit = 'git -c user.name=A -c user.email=a@example.org commit -q -m Change';
    save(`clone/postmortems/2024/${name}`, EARLIER);
    const refused = bash(`git add -A && ${gitCommit}`);
    expect([refused.status, refused.stdout + refused.stderr]).toEqual([
      1,
      expect.stringContaining(`postmortems/2024/${name}:1:1\n  error `),
    ]);
    expect(refused.stdout).not.toContain('2023-01-01-old.md');
    const allowed = bash(`git mv 'postmortems/2024/'* postmortems/2024/2024-05-01-new.md && ${gitCommit}`);
    expect([allowed.status, allowed.stdout + allowed.stderr]).toEqual([0, expect.stringContaining('1 file, 0 errors')]);
    expect(bash(`echo x > README.md && git add -A && ${gitCommit}`)).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

test('the problem matcher finds in the output of check what its JSON says', async () => {
  checkOut('bad');
  const [{ pattern }] = JSON.parse(
    readFileSync(path.join(ROOT, 'docs/workflows/problem-matcher.json'), 'utf8'),
  ).problemMatcher;
  const check = async (format: string) =>
    (await nevertwice(['check', 'postmortems', '--verbose', '--format', format], at('clone'))).stdout;
  const [place, problem] = pattern;
  const lines = (await check('pretty')).split('\n');
  // As a runner does: each pattern is for the line after that of the one before.
  const matched = lines.flatMap((line, index) => {
    const [first, second] = [
      new RegExp(place.regexp).exec(line),
      new RegExp(problem.regexp).exec(lines[index + 1] ?? ''),
    ];
    if (!first || !second) return [];
    return [
      {
        file: first[place.file],
        line: Number(first[place.line]),
        severity: second[problem.severity],
        message: second[problem.message],
        rule: second[problem.code],
      },
    ];
  });
  const { diagnostics } = JSON.parse(await check('json')) as { diagnostics: (typeof matched)[number][] };
  const expected = diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ file, line, severity, message, rule }) => ({
      file: file?.replace('\n', '␊'),
      line,
      severity,
      message,
      rule,
    }));
  expect(matched).toEqual(expected);
  expect(matched.length).toBeGreaterThan(3);
});
