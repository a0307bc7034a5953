import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_TERMS, parseQuery } from '../../src/search/clean.ts';

const keys = (text: string) => parseQuery(text).terms.map(({ key }) => key);

describe('parseQuery', () => {
  test.each<[string, string[]]>([
    ['connection pool', ['connection', 'pool']],
    ['Why did the login fail?', ['login', 'fail']],
    ['maxPoolSize=10', ['maxpoolsize', '10']],
    ['`max_connections`', ['maxconnections']],
    ['$max_connections', ['maxconnections']],
    ['FATAL: remaining connection slots are reserved', ['remaining', 'connection', 'slots', 'reserved']],
    ['fatal', ['fatal']],
    ['2024-04-15 15:45:02.113 ERROR pool exhausted', ['pool', 'exhausted']],
    ['ECONNREFUSED 10.0.3.17:5432', ['econnrefused', '100317']],
    ['at RedisSessionStore.java:87', ['redissessionstorejava87']],
    ['the', ['the']],
    ['', []],
    ['"', []],
    ['.*[a-', ['a']],
    ['<script>alert(1)</script>', ['script', 'alert', '1']],
    ['🔥💥', []],
    ['שגיאה בחיבור', ['שגיאה', 'בחיבור']],
  ])('asks of %j for %j', (text, expected) => expect(keys(text)).toEqual(expected));

  test('asks for each word once and for at most sixteen, the telling ones', () => {
    const common = Array.from({ length: 40 }, (_, index) => `w${index}`).join(' ');
    expect(keys('pool pool Pool')).toEqual(['pool']);
    expect(keys(`${common} SocketTimeoutException`)).toHaveLength(MAX_TERMS);
    expect(keys(`${common} SocketTimeoutException`)).toContain('sockettimeoutexception');
  });

  test('knows the word that is still being typed', () => {
    expect(parseQuery('connection po').terms.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(parseQuery('connection pool ').terms.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });

  test('masks every pasted line', () => {
    const { masks } = parseQuery(
      'connect ECONNREFUSED 10.0.0.1:80\nconnect ECONNREFUSED 10.0.0.2:81\npool timed out after 5 s',
    );
    expect(masks).toEqual(['connect econnrefused §', 'pool timed out after § s']);
  });

  test('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(parseQuery(text).terms.length).toBeLessThanOrEqual(MAX_TERMS);
      }),
    );
  });
});
