import { describe, expect, test } from 'vitest';
import { historyReader } from '../../../src/archive/actions/git-log.ts';
import { NO_HISTORY, withHistory } from '../../../src/archive/actions/history.ts';
import { parseActions } from '../../../src/postmortem/body/actions/parse-actions.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { incident } from '../../tools/archives/incidents.ts';

const DAYS = { '2024-01-01': 1_704_067_200, '2024-02-01': 1_706_745_600, '2024-03-01': 1_709_251_200 };

/** Returns the output of git for commits of one file, each with its day and its hunks of removed and added lines. */
function log(...commits: [keyof typeof DAYS, ...string[][]][]): string[] {
  return commits.flatMap(([day, ...hunks]) => [
    `\u0001${DAYS[day]}`,
    '',
    ...['diff --git a/a.md b/a.md', 'index 1..2 100644', '--- a/a.md', '+++ b/a.md'],
    ...hunks.flatMap((lines) => {
      const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
      return [`@@ -1,${count('-')} +1,${count('+')} @@ heading`, ...lines];
    }),
  ]);
}

function read(lines: readonly string[]) {
  const reader = historyReader();
  for (const line of lines) reader.read(line);
  return reader.history();
}

/** Returns the days that a history gives the actions of a current document. */
function told(body: string, lines: readonly string[], path = 'a.md', day = '2024-01-01') {
  const { items: actions } = parseActions(parseMarkdown(body).children);
  const [postmortem] = withHistory([{ ...incident('a', day), path, actions }], read(lines));
  return postmortem?.actions.map(({ openSince, closedOn }) => [openSince, closedOn]);
}

const ADDED: [keyof typeof DAYS, string[]] = ['2024-01-01', ['+- [ ] Lock it @auth due:2024-05-01', '+- [x] Test it']];

describe('the history of an action', () => {
  test.each<[string, string, string[], (string | undefined)[][]]>([
    ['begins with the commit that wrote it', '- [ ] Lock it @auth', log(ADDED), [['2024-01-01', undefined]]],
    [
      'says nothing of one that came in when it was overdue',
      '- [ ] Old one due:2023-12-31\n- [ ] New one due:2024-01-01',
      log(['2024-01-01', ['+- [ ] Old one due:2023-12-31', '+- [ ] New one due:2024-01-01']]),
      [
        [undefined, undefined],
        ['2024-01-01', undefined],
      ],
    ],
    ['says nothing of one that came in ticked', '- [x] Test it', log(ADDED), [[undefined, undefined]]],
    ['says nothing of one that no commit has', '- [ ] Write it', log(ADDED), [[undefined, undefined]]],
    [
      'ends with the commit that ticked it, whatever else the line got',
      '- [x] Lock it @ops done:2024-02-01',
      log(ADDED, ['2024-02-01', ['-- [ ] Lock it @auth due:2024-05-01', '+- [x] Lock it @ops done:2024-02-01']]),
      [[undefined, '2024-02-01']],
    ],
    [
      'ends with the commit that dropped it',
      '- [ ] Lock it status:wontdo',
      log(ADDED, ['2024-02-01', ['-- [ ] Lock it @auth due:2024-05-01', '+- [ ] Lock it status:wontdo']]),
      [[undefined, '2024-02-01']],
    ],
    [
      'begins anew where it was opened again',
      '- [ ] Lock it',
      log(
        ADDED,
        ['2024-02-01', ['-- [ ] Lock it @auth due:2024-05-01', '+- [x] Lock it']],
        ['2024-03-01', ['-- [x] Lock it', '+- [ ] Lock it']],
      ),
      [['2024-03-01', undefined]],
    ],
    [
      'goes on where it was reworded',
      '- [ ] Pin the *limit*',
      log(ADDED, ['2024-02-01', ['-- [ ] Lock it @auth due:2024-05-01', '+- [ ] Pin the *limit* @auth']]),
      [['2024-01-01', undefined]],
    ],
    [
      'goes on where it was moved and others came',
      '1. [ ] New\n2. [ ] Lock it',
      log(ADDED, ['2024-02-01', ['-- [ ] Lock it @auth due:2024-05-01'], ['+1. [ ] New', '+2. [ ] Lock it']]),
      [
        ['2024-02-01', undefined],
        ['2024-01-01', undefined],
      ],
    ],
    [
      'is nobody’s where two read the same',
      '- [ ] Lock it\n- [ ] Lock it',
      log(ADDED),
      [
        [undefined, undefined],
        [undefined, undefined],
      ],
    ],
    [
      'knows an item by its first line',
      '- [ ] Watch the pool of connections and\n  alert on it',
      log(['2024-01-01', ['+- [ ] Watch the pool of connections and', '+  alert on it']]),
      [['2024-01-01', undefined]],
    ],
    [
      'knows an item in a list of a list, with HTML, a link and a break',
      '- Prevention\n  - [ ] Press <kbd>Esc</kbd> <!-- once --> or<br>[wait](a.md) @auth [#12](https://example.com/12)',
      log([
        '2024-01-01',
        [
          '+- Prevention',
          '+  - [ ] Press <kbd>Esc</kbd> <!-- once --> or<br>[wait](a.md) @auth [#12](https://example.com/12)',
        ],
      ]),
      [['2024-01-01', undefined]],
    ],
    [
      'reads rows of tables',
      '| Action | Status |\n| --- | --- |\n| Lock `it` | done |\n| Test it | todo |',
      log(
        ['2024-01-01', ['+| Action | Status |', '+| --- | --- |', '+| Lock `it` | todo |', '+| Test it | todo |']],
        ['2024-02-01', ['-| Lock `it` | todo |', '+| Lock `it` | Done |']],
      ),
      [
        [undefined, '2024-02-01'],
        ['2024-01-01', undefined],
      ],
    ],
    [
      'follows a document that was renamed',
      '- [x] Lock it',
      [
        ...log(ADDED),
        ...[
          '\u00011706745600',
          '',
          'diff --git a/a.md b/2024/a b.md',
          'similarity index 90%',
          'rename from a.md',
          'rename to 2024/a b.md',
        ],
        ...[
          '--- a/a.md',
          '+++ b/2024/a b.md\t',
          '@@ -9 +9 @@',
          '-- [ ] Lock it @auth due:2024-05-01',
          '+- [x] Lock it',
        ],
      ],
      [[undefined, '2024-02-01']],
    ],
  ])('%s', (_, body, lines, expected) =>
    expect(told(body, lines, lines.some((line) => line.startsWith('rename')) ? '2024/a b.md' : 'a.md')).toEqual(
      expected,
    ),
  );
});

// Otherwise, every action item of an archive that was put into git last week would be open since last week.
test.each([
  ['2023-10-03', ['2024-01-01', '2024-02-01', '2024-03-01']],
  ['2023-10-02', [undefined, '2024-02-01', '2024-03-01']],
])('items that come into git with a document about an incident of %s', (day, expected) => {
  const lines = log(
    ['2024-01-01', ['+- [ ] Lock it', '+- [ ] Test it', '+- [x] Ask']],
    ['2024-02-01', ['+- [ ] Write it']],
    ['2024-03-01', ['-- [ ] Test it', '+- [x] Test it']],
  );
  const days = told('- [ ] Lock it\n- [ ] Write it\n- [x] Test it', lines, 'a.md', day);
  expect(days?.map(([openSince, closedOn]) => openSince ?? closedOn)).toEqual(expected);
});

describe('git log reader', () => {
  test('does not confuse document lines with lines of git', () => {
    const tricky = ['+++ b/other.md', '+@@ -1 +1 @@', '+diff --git a/x b/x', '+\u00019999', '+- [ ] Lock it'];
    expect([...read(log(['2024-01-01', tricky])).actions.keys()]).toEqual(['a.md']);
    const removed = ['--- a/other.md', '-- [ ] Lock it', '+- [x] Lock it'];
    expect(told('- [x] Lock it', log(ADDED, ['2024-02-01', removed]))).toEqual([[undefined, '2024-02-01']]);
  });

  test('keeps the actions of deleted documents and reads quoted names', () => {
    const lines = [
      ...log(ADDED),
      ...['\u00011706745600', 'diff --git a/a.md b/a.md', 'deleted file mode 100644', '--- a/a.md', '+++ /dev/null'],
      ...['@@ -1,1 +0,0 @@', '-- [ ] Lock it @auth due:2024-05-01', 'diff --git "a/\\"q\\".md" "b/\\"q\\".md"'],
      ...['--- /dev/null', '+++ "b/\\"q\\".md"', '@@ -0,0 +1 @@', '+- [ ] Quote', '\\ No newline at end of file'],
    ];
    const history = read(lines);
    expect([...history.actions.keys()]).toEqual(['a.md', '"q".md']);
    expect(history.actions.get('"q".md')?.get('Quote')).toEqual({ openSince: '2024-02-01' });
  });

  test('knows when each document was last changed, and that renaming changes nothing', () => {
    const rename = ['diff --git a/a.md b/c.md', 'similarity index 100%', 'rename from a.md', 'rename to c.md'];
    const other = ['diff --git a/b.md b/b.md', '--- a/b.md', '+++ b/b.md', '@@ -1,0 +2,1 @@', '+text'];
    const lines = [...log(ADDED, ['2024-02-01', ['+text']]), `\u0001${DAYS['2024-03-01']}`, ...rename, ...other];
    const { changes } = read(lines);
    expect([changes.get('c.md'), changes.get('b.md')]).toEqual(['2024-02-01', '2024-03-01']);
    const [changed, unknown] = withHistory(
      [
        { ...incident('c', '2024-01-01'), path: 'c.md' },
        { ...incident('d', '2024-01-01'), path: 'd.md' },
      ],
      read(lines),
    );
    expect([changed?.changedOn, unknown?.changedOn]).toEqual(['2024-02-01', undefined]);
  });

  // Commits are permanent, so reading them must stay fast.
  test.each([
    ['a task of a million brackets', [`+- [ ] ${']('.repeat(500_000)}`], 0],
    ['a row of a million brackets', [`+|a|${']('.repeat(500_000)}|`], 0],
    ['a task of a million underscores', [`+- [ ] ${'a_'.repeat(500_000)}`], 0],
    ['a hundred thousand tasks', Array.from({ length: 100_000 }, (_, index) => `+- [ ] Task ${index}`), 4000],
  ])('reads a commit with %s', (_, lines, known) => {
    const history = read(log(['2024-01-01', lines]));
    expect(history.actions.get('a.md')?.size).toBe(known);
  });

  test('finds tasks among many thousands of others', () => {
    const commits = Array.from({ length: 6 }, (_, commit): [keyof typeof DAYS, string[]] => {
      const tasks = Array.from({ length: 4000 }, (_, index) => `Task ${commit * 4000 + index}`);
      return ['2024-01-01', tasks.map((task) => `+- [ ] ${task}`)];
    });
    const body = Array.from({ length: 1000 }, (_, index) => `- [ ] Task ${index} goes on\n  in the next line`).join(
      '\n',
    );
    const found = told(`${body}\n- [ ] Task 1000`, log(...commits)) ?? [];
    expect(found.filter(([openSince]) => openSince === '2024-01-01')).toEqual([['2024-01-01', undefined]]);
  });

  test('returns nothing for no output', () => {
    expect(read([])).toEqual(NO_HISTORY);
    expect(read(['fatal: not a git repository', '+- [ ] x', '@@ nonsense', '+- [ ] x'])).toEqual(NO_HISTORY);
  });
});
