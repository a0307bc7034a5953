import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../../src/archive/settings.ts';
import { parseBody } from '../../../src/postmortem/body/parse.ts';
import { fixDocument } from '../../../src/postmortem/fix/fix-document.ts';
import { parseFrontmatter } from '../../../src/postmortem/frontmatter/parse.ts';
import { FRONTMATTER_KEYS } from '../../../src/postmortem/frontmatter/schema.ts';
import { linesOf, mutationsOf } from '../../fuzz/mutations.ts';
import { ACTION_WORDS, ACTIONS, DURATIONS, TIMES } from '../../fuzz/pieces.ts';
import { documents } from '../../fuzz/sources.ts';

const IDENTITY = { id: 'a', file: 'a.md', path: 'a.md' };
const SETTINGS = documentSettings({ ...defaultSettings(), timezone: 'Europe/Copenhagen' });
const fix = (source: string) => fixDocument(source, IDENTITY, SETTINGS);
const read = (source: string) => {
  const frontmatter = parseFrontmatter(source, IDENTITY, SETTINGS);
  return { ...frontmatter, ...parseBody(frontmatter, SETTINGS) };
};

const VALID = {
  title: 'Login fails',
  started: '2024-04-15T15:45:00Z',
  duration: '2h',
  impact: '30',
  cause: 'config-change',
};
const yaml = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
/** Returns a document with the keys in their usual order. */
const document = (change: Record<string, string>, body = '') => {
  const entries = Object.entries({ ...VALID, ...change });
  const sorted = entries.sort(([a], [b]) => FRONTMATTER_KEYS.indexOf(a) - FRONTMATTER_KEYS.indexOf(b));
  return `---\n${yaml(Object.fromEntries(sorted))}---\n${body}`;
};
const actions = (...lines: string[]) =>
  document({}, `\n## Action items\n\n${lines.map((line) => `${line}\n`).join('')}`);

describe('values of the frontmatter', () => {
  test.each<[key: string, written: string, expected: string]>([
    ['started', '2024-04-15 15:45Z', '2024-04-15T15:45Z'],
    ['started', '2024-04-15t15:45:00.5z', '2024-04-15T15:45:00.5Z'],
    ['started', '"2024-04-15 15:45 +02:00"', '"2024-04-15T15:45+02:00"'],
    ['started', "'2024-04-15 15:45Z' # from the log", "'2024-04-15T15:45Z' # from the log"],
    // In the archive's zone, as the author chose to write it.
    ['started', '2024-04-15 15:45', '2024-04-15T15:45'],
    ['started', '2024-04-15', '2024-04-15'],
    ['duration', 'PT2H30M', '2h 30m'],
    ['duration', '"P1DT90M"', '"1d 90m"'],
    ['duration', '90m', '90m'],
    ['duration', '73h', '73h'],
    ['duration', '1h35m', '1h 35m'],
    ['duration', '1 H 35 min', '1h 35m'],
    ['duration', 'unknown', 'unknown'],
    ['severity', 'Sev2', 'sev2'],
    ['severity', '[sev2]', 'sev2'],
    ['cause', 'Config-Change', 'config-change'],
    ['services', 'auth', '[auth]'],
    ['title', '2024', '"2024"'],
    // These have other readings.
    ['services', 'auth, web', 'auth, web'],
    ['cause', 'config-chnage', 'config-chnage'],
    ['title', 'Outage #1', 'Outage #1'],
    ['title', '1.10', '1.10'],
    ['started', '2024-04-15T25:45Z', '2024-04-15T25:45Z'],
    ['duration', '90', '90'],
    ['summary', '2024-04-15 15:45Z', '2024-04-15 15:45Z'],
    ['services', '\n  - "24h"', '\n  - "24h"'],
  ])('%s: %s', (key, written, expected) => {
    const source = document({ [key]: written });
    expect(fix(source).text).toBe(source.replace(`${key}: ${written}`, `${key}: ${expected}`));
  });

  test('leave a file with invalid YAML, or none, as it is', () => {
    for (const source of [
      document({ started: '2024-04-15 15:45Z', authors: '[@jane]' }),
      document({ duration: 'PT2H' }).replace('---\n', '----\n'),
      '# Notes\n\n## Action items\n\n- Alert\n',
      '',
    ]) {
      expect(fix(source)).toEqual({ text: source, changes: new Map() });
    }
  });
});

describe('the order of keys', () => {
  const keys = (text: string) => [...text.matchAll(/^([\w-]+):/gm)].map(([, key]) => key).join(' ');
  test.each<[string, string, string]>([
    ['is that of the format', 'cause impact title started duration', 'title started duration impact cause'],
    [
      'keeps a custom key below another',
      'cause zone title started duration impact',
      'title started duration impact cause zone',
    ],
    [
      'keeps a custom key at the top',
      'zone cause title started duration impact',
      'zone title started duration impact cause',
    ],
    [
      'has an order for each group',
      'cause impact | title started | duration',
      'impact cause | title started | duration',
    ],
  ])('%s', (_, written, expected) => {
    const all: Record<string, string> = { ...VALID, zone: 'eu' };
    const lineOf = (key: string) => (key === '|' ? '\n' : `${key}: ${all[key]}\n`);
    const source = (names: string) => `---\n${names.split(' ').map(lineOf).join('')}---\n`;
    expect(fix(source(written)).text).toBe(source(expected));
  });

  test('keeps the lines of a value, their comments and their ends together', () => {
    const entries = {
      cause: 'cause: network # for now\r\n',
      tags: 'tags:\n- b\n  # the last one\n- a\r\n',
      summary: 'summary: |\n  One: two\n\n  Three\n',
      title: 'title:   "It   fails"\r\n',
      rest: 'started: 2024-04-15\nduration: 2h\nimpact: 3\n',
    };
    const { cause, tags, summary, title, rest } = entries;
    const { text, changes } = fix(`\uFEFF---\r\n${cause}${tags}${summary}${title}${rest}---\r\nText`);
    expect(text).toBe(`\uFEFF---\r\n${title}${rest}${cause}${tags}${summary}---\r\nText`);
    expect([...changes]).toEqual([['order', 1]]);
  });

  test.each([
    ['a comment on a line of its own', yaml(VALID).replace('started', '# Times\nstarted')],
    ['an alias', `summary: *a\n${yaml(VALID).replace('title: ', 'title: &a ')}`],
    ['a map in braces', '{cause: network, title: A, started: 2024-04-15, duration: 2h, impact: 3}\n'],
  ])('stays with %s', (_, text) => {
    const source = `---\n${text.replace(/^(title: .*\n)([\s\S]*)/, '$2$1')}---\n`;
    expect(keys(fix(source).text)).toBe(keys(source));
    expect(fix(source).text).toBe(source);
  });
});

describe('action items in lists', () => {
  test.each<[written: string, expected: string]>([
    ['- Alert on pool saturation', '- [ ] Alert on pool saturation'],
    ['*   **Alert** on `pool`', '*   [ ] **Alert** on `pool`'],
    ['2) Alert', '2) [ ] Alert'],
    ['- [OPS-7] Alert', '- [ ] [OPS-7] Alert'],
    // Their status is known.
    ['- ✅ Alert', '- ✅ Alert'],
    ['- DONE: Alert', '- DONE: Alert'],
    ['- ~~Alert~~', '- ~~Alert~~'],
    ['- [-] Alert', '- [-] Alert'],
    ['- Alert done:2024-05-01', '- Alert done:2024-05-01'],
    ['- [x] Alert', '- [x] Alert'],
    ['None.', 'None.'],
    // Details stay details.
    ['- Alert\n  - on the pool\n  - on the queue', '- [ ] Alert\n  - on the pool\n  - on the queue'],
    ['- Alerts:\n  - on the pool', '- Alerts:\n  - [ ] on the pool'],
    // Owners and dates in words.
    ['- [ ] Alert (Owner: @jane, Due: 1 May 2024)', '- [ ] Alert (@jane, due:2024-05-01)'],
    ['- [ ] Alert (Owner: @数据库, Due: 1 May 2024)', '- [ ] Alert (@数据库, due:2024-05-01)'],
    ['- [ ] Alert Assigned to: @jane and @bob', '- [ ] Alert @jane @bob'],
    ['- [ ] Alert by May 1st, 2024', '- [ ] Alert due:2024-05-01'],
    ['- [ ] Alert, deadline: 2024-05-01', '- [ ] Alert, due:2024-05-01'],
    ['- [ ] Alert due: 2024-05-01', '- [ ] Alert due:2024-05-01'],
    ['- [x] Alert Completed: 3 May 2024', '- [x] Alert done:2024-05-03'],
    ['- Alert (due 14/05/2024)', '- [ ] Alert (due:2024-05-14)'],
    ['- [ ] Alert on\n  the pool Due: 1 May 2024', '- [ ] Alert on\n  the pool due:2024-05-01'],
    // A name has no mark, only the date has.
    ['- [ ] Alert (Owner: Jane Doe, Due: 1 May 2024)', '- [ ] Alert (Owner: Jane Doe, due:2024-05-01)'],
    ['- [ ] Alert Owner: Jane Doe', '- [ ] Alert Owner: Jane Doe'],
    // Two readings, no year, no date.
    ['- [ ] Alert due: 03/04/2024', '- [ ] Alert due: 03/04/2024'],
    ['- [ ] Alert by May 1st', '- [ ] Alert by May 1st'],
    ['- [ ] Alert due: soon', '- [ ] Alert due: soon'],
    [
      '- [ ] Stop the traffic by 5 May 2024 (was due:2024-04-01)',
      '- [ ] Stop the traffic by 5 May 2024 (was due:2024-04-01)',
    ],
    // Elsewhere, words are words.
    [
      '- [ ] Replace the certificate due 1 May 2024 with a longer one',
      '- [ ] Replace the certificate due 1 May 2024 with a longer one',
    ],
    [
      '| Action | Due |\n| --- | --- |\n| Alert | 1 May 2024 |',
      '| Action | Due |\n| --- | --- |\n| Alert | 1 May 2024 |',
    ],
  ])('%s', (written, expected) => {
    expect(fix(actions(written)).text).toBe(actions(expected));
  });

  test('are found under the names of sections, and nowhere else', () => {
    const source = document({}, '\n## Next steps\n\n- Alert\n\n## Lessons learned\n\n- Alert early\n');
    expect(fix(source).text).toBe(source.replace('- Alert\n', '- [ ] Alert\n'));
  });

  test('keep lines of other items, spaces at their ends and Windows line ends', () => {
    const source = `\uFEFF${actions('- A  ', '-\tB', '', '- [ ] C \\', '  and `due: x`')}`.replaceAll('\n', '\r\n');
    const { text, changes } = fix(source);
    expect(text).toBe(source.replace('- A  ', '- [ ] A  ').replace('-\tB', '-\t[ ] B'));
    expect([...changes]).toEqual([['task', 2]]);
  });
});

describe('for any document', () => {
  const line = fc.oneof(linesOf(ACTIONS), linesOf(ACTION_WORDS));
  const list = fc.array(fc.tuple(fc.constantFrom('- ', '* ', '1. ', '- [ ] ', '- [x] ', '  - ', ''), line), {
    maxLength: 8,
  });
  const values = fc.record({
    started: fc.oneof(linesOf(TIMES), fc.constantFrom('2024-04-15 15:45z', "'2024-04-15 15:45'")),
    duration: fc.oneof(linesOf(DURATIONS), fc.constantFrom('PT2H', '"120m"', '2H')),
    severity: fc.constantFrom('SEV1', '[sev2]', 'sev9'),
  });
  const written = fc.tuple(
    values,
    fc.array(fc.nat(100), { minLength: 8, maxLength: 8 }),
    list,
    fc.constantFrom('\n', '\r\n'),
  );
  const documentOf = ([frontmatter, ranks, items, end]: typeof written extends fc.Arbitrary<infer Value>
    ? Value
    : never) => {
    const entries = Object.entries({ ...VALID, ...frontmatter }).map((entry, index) => ({
      entry,
      rank: ranks[index] ?? 0,
    }));
    const shuffled = entries.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
    const body = items.map(([marker, text]) => `${marker}${text}\n`).join('');
    return `---\n${yaml(Object.fromEntries(shuffled))}---\n\n## Action items\n\n${body}`.replaceAll('\n', end);
  };
  const any = fc.oneof(written.map(documentOf), mutationsOf(documents()));

  test('fixing twice changes nothing the second time', () => {
    fc.assert(
      fc.property(any, (source) => {
        const once = fix(source).text;
        expect(fix(once)).toEqual({ text: once, changes: new Map() });
      }),
      { numRuns: 300 },
    );
  });

  test('the fixed document says the same, except that plain items are open', () => {
    fc.assert(
      fc.property(any, (source) => {
        const [before, after] = [read(source), read(fix(source).text)];
        expect(after.valid).toEqual(before.valid);
        // Without a valid frontmatter, there was none.
        const postmortem = before.postmortem && { ...before.postmortem, actions: after.postmortem?.actions };
        if (postmortem) expect(after.postmortem).toEqual(postmortem);
        const opened = before.actions.map((action, index) => {
          const isOpened = action.status === 'unknown' && after.actions[index]?.status === 'open';
          return isOpened ? { ...action, status: 'open' } : action;
        });
        // The order of keys does not change the body's lines.
        expect(after.actions).toEqual(opened);
        const errors = ({ diagnostics }: typeof before) =>
          diagnostics.filter(({ severity }) => severity === 'error').length;
        expect(errors(after)).toBeLessThanOrEqual(errors(before));
      }),
      { numRuns: 300 },
    );
  });

  test('every line that is changed is a value, a key or an action item; the others stay as they are', () => {
    fc.assert(
      fc.property(any, (source) => {
        const { text, changes } = fix(source);
        if (changes.size === 0) expect(text).toBe(source);
        const lines = (each: string) => each.split(/(?<=\n)/).sort();
        const [before, after] = [lines(source), lines(text)];
        expect(after).toHaveLength(before.length);
        const kept = new Set(before);
        const edited = [...changes].reduce((sum, [kind, count]) => sum + (kind === 'order' ? 0 : count), 0);
        const changed = after.filter((each) => !kept.has(each));
        expect(changed.length).toBeLessThanOrEqual(edited);
        for (const each of changed) expect(each).toMatch(/^\s*(?:[-*+]|\d+[.)]|>|\w)|due:|done:|@/);
      }),
      { numRuns: 200 },
    );
  });
});
