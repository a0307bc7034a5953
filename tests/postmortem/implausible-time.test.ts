import { describe, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../src/archive/settings.ts';
import { diagnosticsIn } from '../tools/archives/diagnostics.ts';

/** Returns the keys that the rule reports in a document with the given times. */
function keysOf(times: Record<string, string>, asOf?: string): string[] {
  const lines = Object.entries(times).map(([key, value]) => `${key}: ${value}`);
  const source = ['---', 'title: A', 'impact: 1', 'cause: network', ...lines, '---', ''].join('\n');
  const settings = { ...documentSettings(defaultSettings()), sections: [] };
  const found = diagnosticsIn(source, settings, asOf);
  expect(found.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(found.map(() => 'warning implausible-time'));
  return found.map(({ line }) => source.split('\n')[line - 1]?.split(':')[0] ?? '');
}

describe('a time in the future', () => {
  test.each([
    ['2024-06-01', []],
    ['2024-06-02', []],
    ['2024-06-02T23:59:00-12:00', []],
    ['2024-06-02T00:00:00+14:00', []],
    ['2024-06-03', ['started']],
    // At that offset, it is not yet two days later.
    ['2024-06-03T01:00:00Z', ['started']],
    ['2024-06-02T18:00:00-07:00', []],
    ['2999-12-31', ['started']],
  ])('a start of %s on 2024-06-01', (started, expected) =>
    expect(keysOf({ started, duration: 'unknown' }, '2024-06-01')).toEqual(expected),
  );

  test('is reported for each of the five keys', () => {
    const times = { started: '2024-05-31', detected: '2042-05-31', mitigated: '2042-06-01', duration: 'unknown' };
    expect(keysOf(times, '2024-06-01')).toEqual(['detected', 'mitigated']);
  });

  test('is not reported without `asOf`', () =>
    expect(keysOf({ started: '2999-01-01', duration: 'unknown' })).toEqual([]));
});

describe('a duration of more than 90 days', () => {
  test.each<[Record<string, string>, string[]]>([
    [{ started: '2024-01-01', duration: '90d' }, []],
    [{ started: '2024-01-01', duration: '90d 1m' }, ['duration']],
    [{ started: '2024-01-01T10:00:00Z', resolved: '2024-03-31T10:00:00Z' }, []],
    [{ started: '2024-01-01T10:00:00Z', resolved: '2024-03-31T10:01:00Z' }, ['resolved']],
    [{ started: '2024-01-01T10:00:00Z', resolved: '2025-01-01T10:00:00Z', duration: '366d' }, ['resolved']],
    [{ started: '2024-01-01', resolved: '2024-03-31', duration: 'unknown' }, []],
    [{ started: '2024-01-01', resolved: '2024-04-01', duration: 'unknown' }, ['resolved']],
    [{ started: '2024-01-01', resolved: '2024-01-02', duration: '91d' }, ['duration']],
    [{ started: '2024-01-01', duration: 'unknown' }, []],
  ])('%j', (times, expected) => expect(keysOf(times)).toEqual(expected));

  test('is not reported in addition to an end in the future', () =>
    expect(keysOf({ started: '2024-01-01', resolved: '2042-01-01', duration: 'unknown' }, '2024-06-01')).toEqual([
      'resolved',
    ]));
});
