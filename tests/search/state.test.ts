import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACETS, filtersOf, formatState, hasFilters, parseState, SORTS } from '../../src/search/state.ts';

const parse = (text: string) => parseState(new URLSearchParams(text));

describe('parseState', () => {
  test('parses the query, repeated filters, and the order', () => {
    expect(parse('?q=pool+size&cause=network&cause=capacity&service=auth%20api&year=2024&sort=impact')).toEqual({
      query: 'pool size',
      filters: { kind: [], cause: ['network', 'capacity'], severity: [], service: ['auth api'], year: ['2024'] },
      sort: 'impact',
    });
  });

  test('parses the filters of custom fields', () => {
    const { filters } = parse('?field-customer=Acme&field-customer=Globex&field-=x&field-empty=');
    expect(filters).toMatchObject({ cause: [], 'field-customer': ['Acme', 'Globex'] });
    expect(filters).not.toHaveProperty('field-empty');
    expect(hasFilters(filters)).toBe(true);
  });

  test('ignores unknown values', () => {
    const none = { kind: [], cause: [], severity: [], service: [], year: [] };
    expect(parse('?sort=luck&cause=&utm_source=mail')).toEqual({ query: '', filters: none, sort: 'relevance' });
    expect(hasFilters(parse('').filters)).toBe(false);
    expect(hasFilters(parse('?severity=sev1').filters)).toBe(true);
  });
});

test('reads an address with an overlong query up to the limit', () => {
  const { query } = parse(`?q=${'word%0A'.repeat(100_000)}pool%20failed`);
  expect(query).toBe('word\npool failed');
});

describe('formatState', () => {
  test('leaves out default values', () => {
    expect(formatState(parse(''))).toBe('');
    expect(formatState(parse('?year=2024&q=a%26b'))).toBe('?q=a%26b&year=2024');
  });

  test('keeps the error at the end of a log, and an address that servers accept', () => {
    const lines = Array.from(
      { length: 60 },
      (_, at) => `2026-11-21 03:00:01 INFO [exec-${at}] order ${at} was sent to ${'abcdef'[at % 6]}`,
    );
    const query = [...lines, 'FATAL: sorry, too many clients already'].join('\n');
    const address = formatState({ ...parse(''), query });
    expect(parse(address).query).toMatch(/^2026.*\nFATAL: sorry, too many clients already$/s);
    expect(parse(address).query.length).toBeLessThanOrEqual(2000);
  });

  test.each([
    ['letters', 'x'],
    ['another script', '数据库'],
    ['emoji', '🔥'],
    ['halves of characters', '\ud800'],
    ['lines of another script', '数据库连接失败\n'],
  ])('gives an address that servers accept, and most of a long query of %s', (_, unit) => {
    const query = Array.from({ length: 10_000 / unit.length }, (_, at) => `${unit}${at % 7}`).join('');
    const address = formatState({ ...parse(''), query });
    expect(address.length).toBeLessThan(6500);
    expect(parse(address).query.length).toBeGreaterThan(40);
  });

  test('is parsed back unchanged', () => {
    const values = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 3 });
    const state = fc.record({
      query: fc.string({ unit: 'grapheme' }).map((text) => text.trim()),
      filters: fc.tuple(values, values, values, values, values).map((lists) => {
        const facets: string[] = [...FACETS, 'field-customer'];
        return filtersOf((key) => lists[facets.indexOf(key)] ?? [], facets);
      }),
      sort: fc.constantFrom(...SORTS),
    });
    fc.assert(
      fc.property(state, (each) => {
        expect(parse(formatState(each))).toEqual(each);
      }),
    );
  });
});
