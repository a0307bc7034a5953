import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_QUERY } from '../../src/search/limits.ts';
import { limitQuery, significantLines } from '../../src/search/significant-lines.ts';
import { anyText } from '../tools/archives/texts.ts';

describe('significantLines', () => {
  test('keeps a short text unchanged', () => {
    expect(significantLines('a\nb\n\na', 100)).toEqual(['a', 'b', '', 'a']);
    expect(significantLines('one ⏎ two', 100)).toEqual(['one ', ' two']);
  });

  test.each<[what: string, text: string, length: number, kept: string[]]>([
    [
      'errors before others, in the order of the text',
      'one two three\nb failed again\nfour\na refused it',
      30,
      ['b failed again', 'a refused it'],
    ],
    [
      'the last errors',
      'pool refused one\npool refused two\npool refused xyz',
      34,
      ['pool refused two', 'pool refused xyz'],
    ],
    [
      'what stands below the last error before what stands above it',
      'begin one\nbegin two\nit failed there\nat com.shop.A\nat com.shop.B',
      45,
      ['it failed there', 'at com.shop.A', 'at com.shop.B'],
    ],
    ['the last lines where there is no error', 'begin one\nbegin two\nbegin xyz', 21, ['begin two', 'begin xyz']],
    [
      'of lines that say the same the last one',
      `${'retry 1 of pool\n'.repeat(60)}retry 2 of pool`,
      100,
      ['retry 2 of pool'],
    ],
    [
      'the message of a long record',
      `{"msg":"pool is exhausted now","data":"${'x'.repeat(5000)}"}\n${'line\n'.repeat(60)}`,
      2000,
      ['pool is exhausted now', 'line', ''],
    ],
    ['the beginning of a long line', 'word '.repeat(1000), 2000, ['word '.repeat(1000).slice(0, 1999)]],
    ['the beginning of one where little is wanted', 'word '.repeat(1000), 100, ['word '.repeat(1000).slice(0, 99)]],
  ])('keeps %s', (_, text, length, kept) => expect(significantLines(text, length)).toEqual(kept));

  test('respects the length', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80 })), fc.integer({ min: 1, max: 300 }), (lines, length) => {
        expect(significantLines(lines.join('\n'), length).join('\n').length).toBeLessThanOrEqual(length);
      }),
    );
  });
});

describe('limitQuery', () => {
  test('returns a short query unchanged', () => {
    const lines = 'a line\n'.repeat(100);
    expect(limitQuery(lines)).toBe(lines);
  });

  test('is never too long, and does not change again', () => {
    const line = fc.oneof(anyText(60), fc.constantFrom('', 'error', '\ud800'));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.integer({ min: 200, max: 2000 }), (lines, times) => {
        const bounded = limitQuery(`${lines.join('\n')}\n`.repeat(times));
        expect(bounded.length).toBeLessThanOrEqual(MAX_QUERY);
        expect(limitQuery(bounded)).toBe(bounded);
      }),
      { numRuns: 30 },
    );
  });
});
