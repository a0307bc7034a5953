import { describe, expect, test } from 'vitest';
import { compareDiagnostics, type Diagnostic, OPENING, START } from '../../src/diagnostics/diagnostic.ts';
import { nearest, nearestAmong } from '../../src/diagnostics/nearest.ts';
import { quote } from '../../src/diagnostics/quote.ts';
import { countSeverity, formatSummary } from '../../src/diagnostics/report.ts';
import { applyRuleSeverities, diagnose, type RuleId, type RuleSettings } from '../../src/diagnostics/rules.ts';

const finding = (rule: RuleId, severity?: Diagnostic['severity']) =>
  diagnose('a.md', { rule, place: OPENING, message: 'M', help: 'H', ...(severity && { severity }) });

describe('diagnose', () => {
  test.each<[RuleId, Diagnostic['severity'] | undefined, Diagnostic['severity']]>([
    ['invalid-yaml', undefined, 'error'],
    ['missing-section', undefined, 'warning'],
    ['unknown-cause', undefined, 'info'],
    ['chronology', 'warning', 'warning'],
  ])('a finding of %s with severity %s becomes %s', (rule, severity, expected) => {
    expect(finding(rule, severity)).toEqual({
      file: 'a.md',
      ...OPENING,
      severity: expected,
      rule,
      message: 'M',
      help: 'H',
    });
  });
});

describe('applyRuleSeverities', () => {
  test.each<[string, RuleSettings, Diagnostic['severity'][]]>([
    ['nothing', {}, ['warning']],
    ['another rule', { chronology: 'off' }, ['warning']],
    ['off', { 'missing-section': 'off' }, []],
    ['warn', { 'missing-section': 'warn' }, ['warning']],
    ['error', { 'missing-section': 'error' }, ['error']],
  ])('with %s set', (_, settings, expected) => {
    expect(applyRuleSeverities([finding('missing-section')], settings).map(({ severity }) => severity)).toEqual(
      expected,
    );
  });

  test('ignores properties of the prototype', () => {
    const odd = { ...finding('missing-section'), rule: 'constructor' };
    expect(applyRuleSeverities([odd], {})).toEqual([odd]);
  });
});

test('compareDiagnostics orders by file, line, column and rule', () => {
  const at = (file: string, line: number, column: number, rule: RuleId = 'chronology') => ({
    ...finding(rule),
    ...{ file, line, column },
  });
  const ordered = [
    at('B.md', 9, 9),
    at('a.md', 1, 2),
    at('a.md', 2, 1, 'broken-link'),
    at('a.md', 2, 1),
    at('a.md', 10, 1),
  ];
  expect(ordered.toReversed().sort(compareDiagnostics)).toEqual(ordered);
  expect(START).toMatchObject({ line: 1, column: 1 });
});

describe('formatSummary', () => {
  test.each<[number, Diagnostic['severity'][], string]>([
    [0, [], '0 files, 0 errors, 0 warnings'],
    [1, ['error', 'warning'], '1 file, 1 error, 1 warning'],
    [2, ['info'], '2 files, 0 errors, 0 warnings, 1 note'],
    [2, ['info', 'error', 'error', 'info'], '2 files, 2 errors, 0 warnings, 2 notes'],
  ])('formats %s files with %j', (files, severities, expected) => {
    const report = { files, diagnostics: severities.map((severity) => finding('chronology', severity)) };
    expect(formatSummary(report)).toBe(expected);
    expect(countSeverity(report, 'error')).toBe(severities.filter((severity) => severity === 'error').length);
  });
});

describe('nearest', () => {
  test.each([
    ['severty', ['severity', 'services'], 'severity'],
    ['Tags', ['tags', 'title'], 'tags'],
    ['cuase', ['cause', 'title'], 'cause'],
    ['of', ['off', 'title'], 'off'],
    ['sev5', ['sev1', 'sev2'], undefined],
    ['sev1', ['sev1', 'sev1'], 'sev1'],
    ['titel', ['site', 'title'], 'title'],
    ['titel', ['title', 'site'], 'title'],
    ['sev5', ['sev1', 'rev5', 'sev2'], undefined],
    ['2023-08-07-frist', ['2023-08-07-first', '2023-08-08-frost'], '2023-08-07-first'],
    ['incident commander', ['impact', 'cause'], undefined],
    ['', ['a'], 'a'],
    ['abc', [], undefined],
  ])('for %j among %j returns %j', (word, candidates, expected) => expect(nearest(word, candidates)).toBe(expected));
});

test('nearestAmong stops searching after a hundred words', () => {
  const nearest = nearestAmong(['first']);
  expect(Array.from({ length: 101 }, () => nearest('frist')).lastIndexOf('first')).toBe(99);
});

describe('quote', () => {
  test.each([
    ['auth', '`auth`'],
    [12, '`12`'],
    [null, '`null`'],
    [{ a: [1] }, '`{"a":[1]}`'],
    ['two\n  lines', '`two lines`'],
    ['x'.repeat(61), `\`${'x'.repeat(59)}…\``],
    ['🔥'.repeat(60), `\`${'🔥'.repeat(60)}\``],
  ])('formats %j as %s', (value, expected) => expect(quote(value)).toBe(expected));
});
