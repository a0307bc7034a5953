import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_CAUSES } from '../src/archive/causes.ts';
import { parseSettings } from '../src/archive/settings.ts';
import { loadArchive } from '../src/build/load.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { RULES } from '../src/diagnostics/rules.ts';
import { splitDocument } from '../src/postmortem/frontmatter/split.ts';
import { validateFrontmatter } from '../src/postmortem/frontmatter/validate.ts';
import { applyFix, faultsOf } from './tools/archives/fixes.ts';

// Applies the fixes of a report, and checks that the next report lacks the problem and has no new error.

/** Matches help that gives the text to write. A diagnostic with such help must have a `fix`. */
const PROPOSAL = /^Did you mean `[^`]+`\?|^Write `|quotation marks: `|^Add `[^`]+: [^`]+`/;

/** Values that are invalid for at least one key, as people write them. */
const VALUES = [
  ...[
    '90',
    '90.5',
    '-3',
    '1.10',
    '0x10',
    '2024',
    'true',
    'no',
    'null',
    '',
    '""',
    '" "',
    '[]',
    '{}',
    '[""]',
    '[null]',
    '[12]',
    "['drafts\\*']",
    'https://a.example\\x\\{path}',
  ],
  ...[
    'x',
    'a, b',
    '[x]',
    '[a, b]',
    '{a: 1}',
    '[{a: 1}]',
    'Unknown',
    '[unknown]',
    'dns',
    'config-chnage',
    '[sev2]',
    'Sev1',
    'publik',
  ],
  ...['https://status.example.com/1', 'www.example.com', 'wiki:8080/x', '[https://a.example, b]', 'ftp://a.example'],
  ...[
    '{title: a, url: b}',
    '[{title: A}]',
    '[{url: "https://a"}]',
    '[{title: A, url: www.example.com}]',
    '{path}',
    'https://git.example/edit',
  ],
  ...['{percent: 130}', '{percent: x, of: y}', '{off: users, percent: 3}', '{of: users}'],
  ...[
    '2024-02-30',
    '2024-13-01',
    '1850-01-01',
    '2024-04-15 15:45',
    '15:45',
    '2024-04-15T25:00Z',
    '[2024-04-15]',
    '2 hours',
    '~2 hours',
    'April 15, 2024',
    '04/05/2024',
    '2024-04-15 15:45 CST',
    '2024-04',
    'near miss',
  ],
  ...['$4000', '~30%', '{money: $400}', '{percent: <1, customers: x}', '{customers: 5, money: 7}', '{scribe: []}'],
  ...['2024-04-15T15:45:00+2:00'],
  ...[
    '{chronology: wran}',
    '{chronolgy: warn}',
    '{invalid-yaml: off}',
    '{region: text}',
    '{region: {typ: text}}',
    '{title: {}}',
  ],
  ...[
    '[{id: Bad weather}]',
    '[{id: auth}, {id: Auth}]',
    '[sev1, sev1]',
    '[sev1, unknown]',
    'Europe/Copenhagn',
    'Europe/Atlantis',
  ],
  // Invalid YAML.
  ...[
    '@jane',
    '[@jane]',
    '[@jane, "b"]',
    '#1 outage',
    'x #1',
    'x # c',
    '[#1, b]',
    '[a, #1]',
    'Login: fails: often',
    '- x',
    '| x',
  ],
  ...[
    '"Login" fails',
    "'It's broken'",
    '[auth] Login',
    '*x',
    '[*x, b]',
    '&x',
    '& more',
    '!x y',
    '`x`',
    '%x',
    '{{service}}',
    '{{service}} down',
  ],
  ...[
    '"open',
    "'open",
    '[a, b',
    '{a: b',
    '[a b]]',
    '[a,, b]',
    '["a" "b"]',
    '"bad \\q"',
    '\n\t- x',
    '\n  - x\n  - @y',
    '\n  a: b',
    '\n  b: c: d',
  ],
  ...['\n  - a: b', '\n  - Login: fails: x', 'x\n  y: z', '|\n  text'],
];

const vocabulary = {
  severities: ['sev1', 'sev2', '1'],
  causes: DEFAULT_CAUSES.map(({ id }) => id),
  fields: { organization: 'text' as const, regions: 'list' as const },
};
const VALID = {
  title: 'Login fails',
  started: '2024-04-15T15:45:00Z',
  resolved: '2024-04-15T17:45:00Z',
  impact: '30',
  cause: 'config-change',
};
const KEYS = [
  ...['title', 'status', 'visibility', 'severity', 'started', 'detected', 'resolved', 'duration', 'impact', 'cause'],
  ...[
    'contributing',
    'trigger',
    'detection',
    'services',
    'recurs',
    'aliases',
    'links',
    'summary',
    'organization',
    'regions',
  ],
  ...['kind', 'detectedAfter', 'commander', 'roles'],
  ...['severty', 'contact', 'recur'],
];
const SETTINGS = [
  ...[
    'title',
    'description',
    'site',
    'timezone',
    'audience',
    'severities',
    'taxonomy',
    'causes',
    'services',
    'editUrl',
  ],
  ...['sections', 'rules', 'fields', 'titel', 'casues'],
];

const lines = (entries: Record<string, string>) =>
  Object.entries(entries)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
const document = (changes: Record<string, string>) => `---\n${lines({ ...VALID, ...changes })}---\nText\n`;
type Check = (source: string) => Diagnostic[];

/** Caches a check by text, because several tests check the same texts. */
function once(check: Check): Check {
  const cache = new Map<string, Diagnostic[]>();
  return (source) => {
    const found = cache.get(source) ?? check(source);
    cache.set(source, found);
    return found;
  };
}

const checkDocument = once(
  (source) => validateFrontmatter(splitDocument(source, 'a.md'), 'a.md', vocabulary).diagnostics,
);
const checkSettings = once((source) => parseSettings(source, 'archive.yml').diagnostics);

/** Returns what is wrong with the fixes for a text. */
function faultsIn(source: string, check: Check): string[] {
  const before = check(source);
  return before.flatMap((found) => {
    if (!found.fix) return [];
    const changed = applyFix(source, found.fix);
    return faultsOf(found, before, check(changed)).map((fault) => `${fault}\n${changed}`);
  });
}

/** Applies all fixes one after another, and returns the remaining problems whose help gives text to write. */
function proposalsLeft(source: string, check: Check): string[] {
  for (let changes = 0; changes < 20; changes++) {
    const found = check(source);
    const fix = found.find((each) => each.fix)?.fix;
    if (!fix) return found.filter(({ help }) => PROPOSAL.test(help)).map(({ message, help }) => `${message}: ${help}`);
    source = applyFix(source, fix);
  }
  throw new Error(`more than 20 fixes in ${source}`);
}

describe('a fix resolves its problem and introduces no error', () => {
  test.each(KEYS)('in the frontmatter, for `%s`', (key) => {
    expect(VALUES.flatMap((value) => faultsIn(document({ [key]: value }), checkDocument))).toEqual([]);
  });

  test.each(SETTINGS)('in archive.yml, for `%s`', (key) => {
    expect(VALUES.flatMap((value) => faultsIn(lines({ visibility: 'public', [key]: value }), checkSettings))).toEqual(
      [],
    );
  });

  test('in a file with Windows line endings and a byte order mark', () => {
    const source = `\uFEFF${document({ authors: '[@jane]', severty: 'sev1', title: '#1 outage' }).replaceAll('\n', '\r\n')}`;
    expect(checkDocument(source).map(({ fix }) => fix?.text)).toEqual(['"@jane"', ' "#1 outage"', 'severity']);
    expect(faultsIn(source, checkDocument)).toEqual([]);
  });

  test('in a file with several mistakes', () => {
    // An anchor and its alias under different keys are only resolved when the whole text is valid.
    const values = VALUES.filter((value) => !value.startsWith('&'));
    const entry = fc.record({ key: fc.constantFrom(...KEYS), value: fc.constantFrom(...values) });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 2, maxLength: 4 }), (entries) => {
        const source = document(Object.fromEntries(entries.map(({ key, value }) => [key, value])));
        expect(faultsIn(source, checkDocument)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('help that gives text to write has a fix', () => {
  test.each(KEYS)('in the frontmatter, for `%s`', (key) => {
    expect(VALUES.flatMap((value) => proposalsLeft(document({ [key]: value }), checkDocument))).toEqual([]);
  });

  test.each(SETTINGS)('in archive.yml, for `%s`', (key) => {
    const left = VALUES.flatMap((value) => proposalsLeft(lines({ visibility: 'public', [key]: value }), checkSettings));
    expect(left).toEqual([]);
  });
});

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Copies a fixture's archive. `check` returns its diagnostics. */
async function copyOf(rule: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-fixes-'));
  folders.push(folder);
  cpSync(path.join(import.meta.dirname, 'fixtures', rule, 'archive'), folder, { recursive: true });
  const check = async () => {
    const { report } = await loadArchive(folder, { drafts: true, base: '/', render: false, asOf: '2024-06-01' });
    return report.diagnostics;
  };
  return { folder, check };
}

describe.each(Object.keys(RULES))('the fixture of %s', (rule) => {
  test('has a fix wherever the report gives text to write, and each fix works', async () => {
    const { check } = await copyOf(rule);
    const before = await check();
    const without = before.filter(({ help, fix }) => PROPOSAL.test(help) && !fix);
    expect(without.map(({ message }) => message)).toEqual([]);
    const faults: string[] = [];
    for (const found of before) {
      if (!found.fix) continue;
      const source = readFileSync(found.file, 'utf8');
      writeFileSync(found.file, applyFix(source, found.fix));
      faults.push(...faultsOf(found, before, await check()));
      writeFileSync(found.file, source);
    }
    expect(faults).toEqual([]);
  });
});

test('renaming a file as suggested resolves the problem', async () => {
  const { folder, check } = await copyOf('invalid-id');
  const before = await check();
  const renamed = before.flatMap(({ file, help }) => {
    const [, name] = /perhaps to `([^`]+)`/.exec(help) ?? [];
    return name ? [{ file, to: path.join(folder, name) }] : [];
  });
  expect(renamed).toHaveLength(5);
  for (const { file, to } of renamed) {
    renameSync(file, to);
    const after = await check();
    expect(after).toHaveLength(before.length - 1);
    expect(after.map((found) => found.file)).not.toContain(to);
    renameSync(to, file);
  }
});

describe('an example in a message is valid', () => {
  /** Returns the examples after `such as`: "such as `30` or `unknown`". */
  const examplesIn = (text: string) =>
    [...text.matchAll(/such as ((?:`[^`]+`(?:,? or |, )?)+)/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/`([^`]+)`/g)].map(([, example = '']) => example),
    );

  const faultsOfExamples = (source: string, check: Check): string[] => {
    const before = check(source);
    return before.flatMap((found) => {
      const { line, column, endLine, endColumn, rule, message, help } = found;
      // With a fix, the example is irrelevant.
      if (found.fix || (rule !== 'invalid-value' && rule !== 'invalid-settings')) return [];
      if (line !== endLine || message.startsWith('Missing') || message.startsWith('Unexpected key')) return [];
      return examplesIn(`${message} ${help}`).flatMap((text) => {
        const fix = { place: { line, column, endLine, endColumn }, text };
        return faultsOf(found, before, check(applyFix(source, fix))).map((fault) => `${text}: ${fault}`);
      });
    });
  };

  test.each(KEYS)('in the frontmatter, for `%s`', (key) => {
    const values = ['x', '12', '{a: 1}', '[[]]', '""'];
    expect(values.flatMap((value) => faultsOfExamples(document({ [key]: value }), checkDocument))).toEqual([]);
  });

  test.each(SETTINGS)('in archive.yml, for `%s`', (key) => {
    const values = ['x', '12', '{a: 1}', '[[]]', '""', '{a: x}'];
    const source = (value: string) => lines({ visibility: 'public', [key]: value });
    expect(values.flatMap((value) => faultsOfExamples(source(value), checkSettings))).toEqual([]);
  });

  test.each(['title', 'started', 'impact', 'cause'])('for a missing `%s`', (key) => {
    const { [key as 'title']: _, ...rest } = VALID;
    const source = `---\n${lines({ ...rest, duration: '2h' })}---\n`;
    const [found] = checkDocument(source);
    expect(found?.rule).toBe('missing-key');
    for (const example of examplesIn(found?.help ?? '')) {
      expect(checkDocument(source.replace('---\n', `---\n${example}\n`))).toEqual([]);
    }
  });
});
