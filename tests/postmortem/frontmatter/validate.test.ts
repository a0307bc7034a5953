import { describe, expect, test } from 'vitest';
import { DEFAULT_CAUSES } from '../../../src/archive/causes.ts';
import { splitDocument } from '../../../src/postmortem/frontmatter/split.ts';
import { validateFrontmatter } from '../../../src/postmortem/frontmatter/validate.ts';
import { frontmatterLines, VALID_FRONTMATTER } from '../../tools/archives/frontmatter.ts';

const vocabulary = {
  severities: ['sev1', 'sev2', 'sev3', 'sev4'],
  causes: DEFAULT_CAUSES.map(({ id }) => id),
  fields: {
    organization: 'text' as const,
    regions: 'list' as const,
    affected: 'number' as const,
    reviewed: 'date' as const,
    channel: 'link' as const,
  },
};

/** Validates valid frontmatter with changes; `undefined` removes a key. */
function validate(changes: Record<string, string | undefined>, timezone?: string) {
  return validateFrontmatter(splitDocument(`---\n${frontmatterLines(changes)}---\n`, 'a.md'), 'a.md', {
    ...vocabulary,
    timezone,
  });
}

describe('validateFrontmatter', () => {
  test('fills in defaults, and parses times, durations and percentages', () => {
    const { frontmatter, diagnostics } = validate({ duration: '2h', impact: '{percent: 30%, of: users}' });
    expect(diagnostics).toEqual([]);
    expect(frontmatter).toMatchObject({
      status: 'final',
      duration: 120,
      impact: { percent: 30, of: 'users' },
      trigger: 'unknown',
      services: [],
      started: { precision: 'time', epochMilliseconds: Date.UTC(2024, 3, 15, 15, 45) },
    });
  });

  test.each([
    ['unknown impact', { impact: 'unknown' }],
    ['a percent sign', { impact: '"30%"' }],
    ['a fraction', { impact: '90.22' }],
    ['a day without a clock time', { started: '2021-10-28', resolved: undefined, duration: 'unknown' }],
    ['an empty key', { detected: '' }],
    ['a near miss without a duration and an impact', { kind: 'near-miss', resolved: undefined, impact: undefined }],
    ['a commander', { commander: 'Jane Doe' }],
    [
      'several people with roles',
      { commander: '[Ann, "@bob"]', roles: '{ scribe: Kim, communications lead: [A, B] }' },
    ],
    ['stated times', { detectedAfter: '5 minutes', acknowledgedAfter: '5m', mitigatedAfter: '1.5h' }],
    ['a time to detect as measured', { detected: '2024-04-15T15:52:00Z', detectedAfter: '7m' }],
    ['a near miss that says so', { kind: 'near-miss', resolved: undefined, duration: 'unknown', impact: 'none' }],
    ['a declared custom key', { organization: 'GitHub' }],
  ])('accepts %s', (_, changes) => expect(validate(changes).diagnostics).toEqual([]));

  test('keeps people as lists', () => {
    const { frontmatter } = validate({ commander: 'Ann', roles: '{ scribe: Kim, communications: [A, B] }' });
    expect(frontmatter).toMatchObject({ commander: ['Ann'], roles: { scribe: ['Kim'], communications: ['A', 'B'] } });
  });

  test('parses custom keys by their types', () => {
    const changes = { regions: '[eu, 1]', affected: '1e3', reviewed: '2024-02-29', channel: ' http://wiki:8080/x ' };
    const { diagnostics } = validate(changes);
    expect(diagnostics.map(({ help }) => help)).toEqual(['Put it in quotation marks: `"1"`.']);
    const { frontmatter } = validate({ ...changes, regions: '[eu]' });
    expect(frontmatter).toMatchObject({ regions: ['eu'], affected: 1000, reviewed: '2024-02-29' });
    expect(frontmatter).toMatchObject({ channel: 'http://wiki:8080/x' });
  });

  test.each<[key: string, value: string, message: string, text?: string]>([
    ['organization', '12', 'expected text', '"12"'],
    ['organization', '{ name: x }', 'expected text'],
    ['regions', 'eu, us', 'expected a list', '[eu, us]'],
    ['affected', '"1,200"', 'expected a number', '1200'],
    ['affected', 'about 12', 'expected a number'],
    ['affected', '.inf', 'expected a number'],
    ['affected', '[12]', 'expected a number', '12'],
    ['affected', 'true', 'expected a number'],
    ['reviewed', '2024-02-30', 'expected a date such as `2024-04-15`'],
    ['reviewed', '2024-04-15T10:00:00Z', 'expected a date such as `2024-04-15`'],
    ['reviewed', '20240415', 'expected a date such as `2024-04-15`'],
    ['channel', 'wiki.example.com/x', 'expected an http or https address', 'https://wiki.example.com/x'],
    ['channel', '"javascript:alert(1)"', 'expected an http or https address'],
    ['channel', '12', 'expected an http or https address'],
  ])('reports a wrong value of a custom key: %s: %s', (key, value, message, text) => {
    const { diagnostics } = validate({ [key]: value });
    expect(diagnostics.map(({ line, rule }) => [line, rule])).toEqual([[7, 'invalid-value']]);
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0]?.fix?.text).toBe(text);
  });

  test.each([
    ['a missing title', { title: undefined }, ['1:1 error missing-key']],
    ['a missing duration', { resolved: undefined }, ['1:1 error missing-key']],
    ['an unknown key', { severty: 'sev1' }, ['7:1 error unknown-key']],
    ['an unknown cause', { cause: 'config-chnge' }, ['6:8 error invalid-value']],
    ['an impact over 100', { impact: '130' }, ['5:9 error invalid-value']],
    ['no offset', { started: '2024-04-15 15:45' }, ['3:10 error invalid-value']],
    ['a script as a link', { links: '[{title: a, url: "javascript:alert(1)"}]' }, ['7:25 error invalid-value']],
    ['another duration', { duration: '3h' }, ['7:11 error duration-mismatch']],
    ['detection before the start', { detected: '2024-04-15T15:00:00Z' }, ['7:11 error chronology']],
    [
      'mitigation before detection',
      { detected: '2024-04-15T16:30:00Z', mitigated: '2024-04-15T16:00:00Z' },
      ['8:12 warning chronology'],
    ],
    [
      'times in addition to another problem',
      { impact: '130', detected: '2024-04-15T15:00:00Z', duration: '3h' },
      ['5:9 error invalid-value', '7:11 error chronology', '8:11 error duration-mismatch'],
    ],
    [
      'no order to a start that is refused',
      { started: 'noon', detected: '2024-04-15T15:00:00Z' },
      ['3:10 error invalid-value'],
    ],
    [
      'no missing duration in addition to an invalid one',
      { resolved: undefined, duration: 'long' },
      ['6:11 error invalid-value'],
    ],
    [
      'another time to detect',
      { detected: '2024-04-15T15:50:00Z', detectedAfter: '7m' },
      ['8:16 error duration-mismatch'],
    ],
    ['detection after the end', { detectedAfter: '3h' }, ['4:11 warning chronology']],
    ['acknowledgement before detection', { detectedAfter: '9m', acknowledgedAfter: '8m' }, ['8:20 warning chronology']],
    ['a time to detect without a unit', { detectedAfter: '5' }, ['7:16 error invalid-value']],
    ['a near miss with an impact', { kind: 'near-miss' }, ['5:1 error invalid-value']],
    ['no impact', { impact: undefined }, ['1:1 error missing-key']],
    ['two problems', { impact: '130', cause: 'x' }, ['5:9 error invalid-value', '6:8 error invalid-value']],
  ])('reports %s', (_, changes, expected) => {
    const found = validate(changes).diagnostics;
    expect(found.map(({ line, column, severity, rule }) => `${line}:${column} ${severity} ${rule}`)).toEqual(expected);
  });

  test.each([
    [{ severty: 'sev1' }, 'Did you mean `severity`?'],
    [{ tags: '[1.10]' }, 'Put it in quotation marks: `"1.10"`.'],
    [{ title: '0x10' }, 'Put it in quotation marks: `"0x10"`.'],
    [{ tags: '[a, True]' }, 'Put it in quotation marks: `"True"`.'],
    [{ cause: 'config-chnge' }, 'Did you mean `config-change`?'],
    [{ duration: '3h' }, 'Write `duration: 2h`, leave it out, or correct a time.'],
  ])('says how to fix %j', (changes, help) => {
    expect(validate(changes).diagnostics.map((diagnostic) => diagnostic.help)).toEqual([help]);
  });

  describe('reports a time that clocks in the archive skipped or repeated', () => {
    test.each([
      [
        '2024-03-31T02:30',
        'a time that clocks in `Europe/Berlin` did not skip',
        'Correct the time, or add the offset: `2024-03-31T02:30+01:00` or `2024-03-31T02:30+02:00`.',
      ],
      [
        '2024-10-27 02:30',
        'a time that clocks in `Europe/Berlin` did not repeat',
        'Add the offset: `2024-10-27 02:30+02:00` for the first time, `2024-10-27 02:30+01:00` for the second.',
      ],
    ])('%s', (text, expected, help) => {
      const untimed = { started: '2024-01-01', resolved: undefined, duration: 'unknown' };
      for (const key of ['started', 'detected', 'acknowledged', 'mitigated', 'resolved']) {
        const message = `Unexpected value \`${text}\` for \`${key}\`, expected ${expected}`;
        const found = validate({ ...untimed, [key]: text }, 'Europe/Berlin').diagnostics;
        expect(found).toMatchObject([{ rule: 'invalid-value', severity: 'error', message, help }]);
        const remedies = [...help.matchAll(/`([^`]+)`/g)].map(([, remedy]) => remedy);
        expect(remedies).toHaveLength(2);
        for (const remedy of remedies) {
          expect(validate({ ...untimed, [key]: remedy }, 'Europe/Berlin').diagnostics).toEqual([]);
        }
      }
    });
  });

  test('returns the valid keys when another one is invalid', () => {
    const { frontmatter, valid } = validate({ impact: '130', recurs: '[a]', severty: 'sev1', resolved: undefined });
    expect(frontmatter).toBeUndefined();
    expect(valid).toMatchObject({ title: 'Login fails', cause: 'config-change', recurs: ['a'] });
    expect(valid).not.toHaveProperty('impact');
    expect(valid).not.toHaveProperty('severty');
  });

  test('reports `__proto__` as an unknown key', () => {
    const source = `---\n${Object.entries(VALID_FRONTMATTER)
      .map((pair) => pair.join(': '))
      .join('\n')}\n__proto__: {a: 1}\n---\n`;
    const { diagnostics } = validateFrontmatter(splitDocument(source, 'a.md'), 'a.md', vocabulary);
    expect(diagnostics.map(({ rule, line }) => [rule, line])).toEqual([['unknown-key', 7]]);
    expect({}).not.toHaveProperty('a');
  });
});
