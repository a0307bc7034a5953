import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanQuery, pairsOf, wordsOf } from '../../src/search/query.ts';

describe('cleanQuery', () => {
  test.each([
    ['connection pool', 'connection pool'],
    ['  two\n\tlines ', 'two lines'],
    ['maxPoolSize=10', 'maxPoolSize 10'],
    ['`max_connections`', 'max_connections'],
    ['$max_connections', 'max_connections'],
    ['"remaining connection slots"', 'remaining connection slots'],
    ['“quoted” and ‘quoted’', 'quoted and quoted'],
    ["don't retry 'forever'", "don't retry forever"],
    ['a || b && c', 'a b c'],
    ['ECONNREFUSED 10.0.3.17:5432', 'ECONNREFUSED 10.0.3.17:5432'],
    ['at Foo.bar(RedisSessionStore.java:87)', 'at Foo.bar(RedisSessionStore.java:87)'],
    ['<script>alert(1)</script>', 'script alert(1) /script'],
    ['===', ''],
    ['- … ?', ''],
    ['数据库', '数据库'],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanQuery(text)).toBe(clean);
  });

  test('takes the first sixteen words of a pasted log', () => {
    expect(cleanQuery('word '.repeat(500)).split(' ')).toHaveLength(16);
  });

  test('leaves nothing that the index would misread, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const clean = cleanQuery(text);
        expect(clean).not.toMatch(/[=+<>|$^~`"“”\n]/);
        expect(cleanQuery(clean)).toBe(clean);
      }),
    );
  });
});

describe('wordsOf', () => {
  test('gives each word once, whatever its case', () => {
    expect(wordsOf('Pool pool of POOLS')).toEqual(['pool', 'of', 'POOLS']);
    expect(wordsOf('')).toEqual([]);
  });
});

describe('pairsOf', () => {
  test('gives every two neighbours', () => {
    expect(pairsOf('too many open files')).toEqual(['too many', 'many open', 'open files']);
    expect(pairsOf('one')).toEqual([]);
  });
});
