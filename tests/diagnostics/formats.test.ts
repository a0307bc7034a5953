import path from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { loadArchive } from '../../src/build/load.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { formatGithub } from '../../src/diagnostics/github.ts';
import { formatGitlab } from '../../src/diagnostics/gitlab.ts';
import { formatJson } from '../../src/diagnostics/json.ts';
import { formatPretty } from '../../src/diagnostics/pretty.ts';
import { RULES } from '../../src/diagnostics/rules.ts';
import { formatSarif } from '../../src/diagnostics/sarif.ts';

const DURATION: Diagnostic = {
  ...{ file: 'postmortems/a.md', line: 2, column: 11, endLine: 2, endColumn: 13 },
  severity: 'error',
  rule: 'duration-mismatch',
  message: 'Unexpected duration `3h`, expected `2h`',
  help: 'Write `duration: 2h`.',
};
const report = (...changes: Partial<Diagnostic>[]) => ({
  files: 3,
  diagnostics: changes.map((change) => ({ ...DURATION, ...change })),
});
const SOURCE = '---\nduration: 3h\n---\n';
const pretty = (source: string, ...changes: Partial<Diagnostic>[]) =>
  formatPretty(report(...changes), new Map([['postmortems/a.md', source]]), false);

describe('formatPretty', () => {
  test('shows the place, message, rule, source lines, help and counts', () => {
    expect(pretty(SOURCE, {}, { severity: 'info', line: 9 })).toBe(`postmortems/a.md:2:11
  error Unexpected duration \`3h\`, expected \`2h\` [duration-mismatch]
    1 | ---
  > 2 | duration: 3h
      |           ^^
    3 | ---
  Help: Write \`duration: 2h\`.

postmortems/a.md:9:11
  info Unexpected duration \`3h\`, expected \`2h\` [duration-mismatch]
  Help: Write \`duration: 2h\`.

3 files, 1 error, 0 warnings, 1 note
`);
  });

  test('is one line when there are no diagnostics', () => {
    expect(formatPretty({ files: 1, diagnostics: [] }, new Map(), true)).toBe('1 file, 0 errors, 0 warnings\n');
  });

  describe('with more than five notes', () => {
    const notes = (count: number, rule = 'overdue-action') => {
      return Array.from({ length: count }, (_, line) => ({ severity: 'info' as const, rule, line: line + 9 }));
    };
    const lines = (changes: Partial<Diagnostic>[], verbose = false) =>
      formatPretty(report(...changes), new Map(), false, { verbose }).split('\n');

    test('counts them by rule', () => {
      const changes = [{}, ...notes(1400), ...notes(93, 'look-alike')];
      expect(lines(changes)).toEqual([
        'postmortems/a.md:2:11',
        '  error Unexpected duration `3h`, expected `2h` [duration-mismatch]',
        '  Help: Write `duration: 2h`.',
        '',
        '1,493 notes from 2 rules (1,400 overdue-action, 93 look-alike); list them with --verbose',
        '3 files, 1 error, 0 warnings, 1,493 notes',
        '',
      ]);
    });

    test('lists them when verbose', () => {
      const places = lines(notes(6), true).filter((line) => line.startsWith('postmortems/'));
      expect(places).toHaveLength(6);
    });

    test('always lists five or fewer', () => {
      expect(lines(notes(5)).filter((line) => line.startsWith('postmortems/'))).toHaveLength(5);
    });
  });

  describe('with more than ten warnings of a rule', () => {
    const warnings = (count: number, rule: string) =>
      Array.from({ length: count }, (_, line) => ({ severity: 'warning' as const, rule, line: line + 9 }));
    const lines = (changes: Partial<Diagnostic>[], options = {}) => {
      const text = formatPretty(report(...changes), new Map(), false, options);
      return text.split('\n').filter((line) => !/^(?: {2}Help|$)/.test(line));
    };

    test('lists the first three of it, every error, and all warnings of other rules', () => {
      const errors = Array.from({ length: 12 }, (_, index) => ({ line: 100 + index }));
      const many = warnings(247, 'action-without-owner');
      const listed = lines([...many, ...warnings(10, 'missing-section'), ...errors, ...warnings(11, 'unsafe-link')]);
      const ruleOf = (line: string) => /\[([a-z-]+)\]$/.exec(line)?.[1] ?? [];
      expect(Object.fromEntries(Map.groupBy(listed.flatMap(ruleOf), (rule) => rule))).toMatchObject({
        'action-without-owner': { length: 3 },
        'missing-section': { length: 10 },
        'unsafe-link': { length: 3 },
        'duration-mismatch': { length: 12 },
      });
      expect(listed).toContain(
        '252 more warnings from 2 rules (244 action-without-owner, 8 unsafe-link); list them with --verbose',
      );
      expect(listed.at(-1)).toBe('3 files, 12 errors, 268 warnings');
    });

    test('lists all of them when verbose, and says how elsewhere', () => {
      const many = warnings(20, 'unsafe-link');
      expect(lines(many, { verbose: true })).toHaveLength(2 * 20 + 1);
      expect(lines(many, { listedBy: '`nevertwice check --verbose`' })).toContain(
        '17 more warnings from 1 rule (17 unsafe-link); list them with `nevertwice check --verbose`',
      );
    });
  });

  describe('lists the places of errors at the end', () => {
    const warnings = (count: number) =>
      Array.from({ length: count }, (_, line) => ({ severity: 'warning' as const, line }));
    const end = (changes: Partial<Diagnostic>[]) => {
      const text = formatPretty(report(...changes), new Map(), false, { verbose: true });
      return text.slice(text.lastIndexOf('  Help: ')).split('\n').slice(2, -1);
    };

    test('when one error is hidden among many warnings', () => {
      expect(end([...warnings(9_999), { line: 7 }, ...warnings(1)])).toEqual([
        '1 error:',
        '  postmortems/a.md:7:11 duration-mismatch',
        '',
        '3 files, 1 error, 10,000 warnings',
      ]);
    });

    test('up to twenty', () => {
      const lines = end([...warnings(6), ...Array.from({ length: 23 }, (_, line) => ({ line }))]);
      expect([lines[0], lines.length, lines[21]]).toEqual(['23 errors:', 24, '  and 3 more']);
    });

    test.each([
      ['errors only', [{ line: 1 }, { line: 2 }]],
      ['few warnings', [{ line: 1 }, ...warnings(5)]],
      ['no error', warnings(9)],
    ])('not with %s', (_, changes) => expect(end(changes)).toHaveLength(1));
  });

  test('puts errors first across files with sortBySeverity', () => {
    const changes = [{ file: 'a.md', severity: 'warning' as const }, { file: 'b.md' }];
    const text = formatPretty(report(...changes), new Map(), false, { sortBySeverity: true });
    expect(text.match(/^[ab]\.md/gm)).toEqual(['b.md', 'a.md']);
  });

  test.each<[string, string, Partial<Diagnostic>, string[]]>([
    [
      'CRLF and a byte order mark',
      '\uFEFFab: cd\r\nef: g\r\n',
      { line: 1, column: 5, endColumn: 7 },
      ['ab: cd', '    ^^'],
    ],
    ['tabs', 'a\tb\tc', { line: 1, column: 5, endColumn: 6 }, ['a\tb\tc', ' \t \t^']],
    ['an empty line', 'a\n\nb', { line: 2, column: 1, endColumn: 1 }, []],
    ['a range over several lines', 'ab\ncd', { line: 1, column: 2, endLine: 2, endColumn: 2 }, ['ab', ' ^']],
    ['a terminal escape', '\u001b[31mred', { line: 1, column: 6, endColumn: 9 }, ['␛[31mred', '     ^^^']],
    ['a line separator', 'a\u2028b', { line: 1, column: 3, endColumn: 4 }, ['a�b', '  ^']],
    ['the end of a line', 'ab', { line: 1, column: 3, endColumn: 3 }, ['ab', '  ^']],
    [
      'a long line',
      `${'x'.repeat(200)}here${'y'.repeat(200)}`,
      { line: 1, column: 201, endColumn: 205 },
      [`…${'x'.repeat(19)}here${'y'.repeat(75)}…`, `${' '.repeat(20)}^^^^`],
    ],
  ])('frames %s', (_, source, change, expected) => {
    const lines = pretty(source, { endLine: change.line ?? 1, ...change }).split('\n');
    const at = lines.findIndex((line) => line.startsWith('  >'));
    const shown = at < 0 ? [] : lines.slice(at, at + 2).map((line) => line.slice(line.indexOf('|') + 2));
    expect(shown).toEqual(expected);
  });

  test('adds colours only on request, and never passes on escapes from documents', () => {
    const evil = report({ message: '\u001b[2Jgone', file: 'a\u0007.md' });
    expect(formatPretty(evil, new Map(), false)).not.toMatch(/[^\P{Cc}\n]/u);
    expect(formatPretty(evil, new Map(), true)).toContain('\u001b[31merror');
    expect(formatPretty(evil, new Map(), true)).not.toContain('\u001b[2J');
  });
});

test('formatJson has the shape documented in docs/cli.md', () => {
  expect(JSON.parse(formatJson(report({}, { severity: 'warning' }, { severity: 'info' })))).toEqual({
    ...{ version: 1, files: 3, errors: 1, warnings: 1 },
    diagnostics: ['error', 'warning', 'info'].map((severity) => {
      return { ...DURATION, severity, url: 'docs/rules.md#duration-mismatch' };
    }),
  });
});

test('formatJson includes the fix of a diagnostic that has one', () => {
  const place = { line: 2, column: 11, endLine: 2, endColumn: 13 };
  const { diagnostics } = JSON.parse(formatJson(report({ fix: { place, text: '2h' } }, {})));
  expect(diagnostics[0].fix).toEqual({ ...place, text: '2h' });
  expect(diagnostics[1]).not.toHaveProperty('fix');
});

describe('formatGithub', () => {
  test.each<[string, Partial<Diagnostic>, string]>([
    [
      'an error',
      {},
      '::error file=postmortems/a.md,line=2,endLine=2,col=11,endColumn=13,title=duration-mismatch::Unexpected duration `3h`, expected `2h`%0AWrite `duration: 2h`.',
    ],
    [
      'a warning',
      { severity: 'warning', message: 'M', help: 'H' },
      '::warning file=postmortems/a.md,line=2,endLine=2,col=11,endColumn=13,title=duration-mismatch::M%0AH',
    ],
    [
      'an info',
      { severity: 'info', message: 'M', help: 'H' },
      '::notice file=postmortems/a.md,line=2,endLine=2,col=11,endColumn=13,title=duration-mismatch::M%0AH',
    ],
    [
      'a range over several lines, without columns',
      { endLine: 4, message: 'M', help: 'H' },
      '::error file=postmortems/a.md,line=2,endLine=4,title=duration-mismatch::M%0AH',
    ],
    [
      'escaped characters that would end the command',
      { file: 'a,b:c%.md', message: '100%: a, b\r\n::error::x', help: 'H' },
      '::error file=a%2Cb%3Ac%25.md,line=2,endLine=2,col=11,endColumn=13,title=duration-mismatch::100%25: a, b%0D%0A::error::x%0AH',
    ],
  ])('writes %s', (_, change, expected) => {
    expect(formatGithub(report(change)).split('\n')[0]).toBe(expected);
  });

  test('puts errors first, because GitHub limits annotations per step', () => {
    const changes = [{ severity: 'info' as const }, { severity: 'warning' as const }, {}, { line: 9 }];
    const commands = formatGithub(report(...changes)).match(/^::\w+/gm);
    expect(commands).toEqual(['::error', '::error', '::warning', '::notice']);
  });

  describe('of more than ten of a kind', () => {
    const many = (count: number, change: Partial<Diagnostic>) => Array.from({ length: count }, () => change);
    const lines = (...changes: Partial<Diagnostic>[]) => formatGithub(report(...changes)).split('\n');

    test('annotates nine, counts the others by rule, and lists them in the log', () => {
      const text = lines(...many(3, { rule: 'chronology' }), ...many(30, {}), ...many(10, { severity: 'warning' }));
      expect(text.filter((line) => line.startsWith('::error'))).toHaveLength(10);
      expect(text[9]).toBe('::error title=24 more errors::24 duration-mismatch; the log of this step lists them');
      expect(text.slice(10, 34)).toEqual(
        many(24, {}).map(
          () => 'postmortems/a.md:2:11 error Unexpected duration `3h`, expected `2h` [duration-mismatch]',
        ),
      );
      expect(text.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
      expect(text.slice(-2)).toEqual(['3 files, 33 errors, 10 warnings', '']);
    });

    test('never more than GitHub shows, and no line is another command', () => {
      const hostile = { file: '::error::a.md', message: '##[error]x\n::error::y' };
      const text = lines(...many(12, hostile), ...many(11, { severity: 'info' }));
      expect(text.filter((line) => /^\s*::|##\[/.test(line)).map((line) => line.split(' ')[0])).toEqual([
        ...many(10, {}).map(() => '::error'),
        ...many(10, {}).map(() => '::notice'),
      ]);
      expect(text).toContain('::notice title=2 more notes::2 duration-mismatch; the log of this step lists them');
    });
  });

  test('ends with the counts', () => {
    expect(formatGithub(report({})).split('\n').slice(1)).toEqual(['3 files, 1 error, 0 warnings', '']);
  });
});

describe('formatGitlab', () => {
  const problems = (...changes: Partial<Diagnostic>[]) => JSON.parse(formatGitlab(report(...changes)));

  test('has what GitLab requires of each problem', () => {
    expect(problems({}, { severity: 'warning', line: 9 }, { severity: 'info', message: 'M\u001b' })).toEqual(
      [
        ['Unexpected duration `3h`, expected `2h`. Write `duration: 2h`.', 'major', 2],
        ['Unexpected duration `3h`, expected `2h`. Write `duration: 2h`.', 'minor', 9],
        ['M␛. Write `duration: 2h`.', 'info', 2],
      ].map(([description, severity, begin]) => ({
        ...{ description, severity, check_name: 'duration-mismatch' },
        fingerprint: expect.stringMatching(/^[\da-f]{64}$/),
        location: { path: 'postmortems/a.md', lines: { begin } },
      })),
    );
    expect(problems()).toEqual([]);
  });

  test('recognizes a problem whose line has moved, and tells equal ones apart', () => {
    const prints = (...changes: Partial<Diagnostic>[]) =>
      problems(...changes).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    expect(prints({ line: 40 }, { line: 80 })).toEqual(prints({}, { line: 3 }));
    expect(new Set(prints({}, {}, { file: 'b.md' }, { message: 'M' }, { rule: 'chronology' })).size).toBe(5);
  });
});

describe('formatSarif', () => {
  const { $schema: _, id: __, ...schema } = sarifSchema as Record<string, unknown>;
  // A draft 4 schema, but apart from `$schema` and `id` it uses only features that mean the same in draft 7.
  const validate = addFormats.default(new Ajv({ strict: false, unicodeRegExp: false })).compile(schema);
  const diagnostics: Partial<Diagnostic>[] = [
    {},
    { severity: 'warning', rule: 'chronology', file: 'a b/ü%.md', endLine: 4, endColumn: 1 },
    { severity: 'info', rule: 'unknown-cause', file: '/srv/a.md' },
    { rule: 'unreadable-file', line: 1, column: 1, endLine: 1, endColumn: 1 },
    { fix: { place: { line: 2, column: 11, endLine: 2, endColumn: 13 }, text: '2h' } },
  ];
  const log = JSON.parse(formatSarif(report(...diagnostics), '1.2.3'));

  test('matches the SARIF 2.1.0 schema', () => {
    expect(validate(log) || validate.errors).toBe(true);
    expect(validate(JSON.parse(formatSarif({ files: 0, diagnostics: [] }, '1.2.3')))).toBe(true);
    expect(validate({ ...log, version: '1' })).toBe(false);
  });

  test('is valid for every diagnostic of the fixtures', async () => {
    const folders = Object.keys(RULES).map((rule) => path.join(import.meta.dirname, '../fixtures', rule, 'archive'));
    const options = { drafts: true, base: '/', render: false, asOf: '2024-06-01' };
    const loaded = await Promise.all(folders.map((folder) => loadArchive(folder, options)));
    const reports = loaded.map(({ report }) => JSON.parse(formatSarif(report, '1.2.3')));
    expect(reports.map((each) => validate(each) || validate.errors)).toEqual(folders.map(() => true));
    expect(reports.map(({ runs: [run] }) => run.results.length)).not.toContain(0);
  });

  test('describes every rule with its default level', () => {
    const { name, version, rules } = log.runs[0].tool.driver;
    expect({ name, version }).toEqual({ name: 'Nevertwice', version: '1.2.3' });
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(Object.keys(RULES));
    expect(rules.at(-1)).toEqual({
      id: 'unknown-cause',
      shortDescription: { text: 'The root cause is known' },
      help: { text: 'See docs/rules.md#unknown-cause in the Nevertwice repository.' },
      defaultConfiguration: { level: 'note' },
    });
  });

  test('gives each result its rule, level and region', () => {
    const [run] = log.runs;
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.results[0]).toEqual({
      ruleId: 'duration-mismatch',
      ruleIndex: Object.keys(RULES).indexOf('duration-mismatch'),
      level: 'error',
      message: { text: 'Unexpected duration `3h`, expected `2h`. Write `duration: 2h`.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'postmortems/a.md' },
            region: { startLine: 2, startColumn: 11, endLine: 2, endColumn: 13 },
          },
        },
      ],
    });
    type Result = { level: string; locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] };
    const rest = run.results.slice(1).map(({ level, locations: [{ physicalLocation }] }: Result) => {
      return [level, physicalLocation.artifactLocation.uri];
    });
    expect(rest).toEqual([
      ['warning', 'a%20b/%C3%BC%25.md'],
      ['note', 'file:///srv/a.md'],
      ['error', 'postmortems/a.md'],
      ['error', 'postmortems/a.md'],
    ]);
  });

  test('includes the fix of a result that has one', () => {
    const [first, , , , last] = log.runs[0].results;
    expect(first).not.toHaveProperty('fixes');
    expect(last.fixes).toEqual([
      {
        description: { text: 'Write `duration: 2h`.' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'postmortems/a.md' },
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 11, endLine: 2, endColumn: 13 },
                insertedContent: { text: '2h' },
              },
            ],
          },
        ],
      },
    ]);
  });
});
