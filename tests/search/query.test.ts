import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_TERMS, parseQuery } from '../../src/search/query.ts';
import { anyText } from '../tools/archives/texts.ts';

const keys = (text: string) => parseQuery(text).terms.map(({ key }) => key);

describe('parseQuery', () => {
  test.each<[string, string[]]>([
    ['connection pool', ['connection', 'pool']],
    ['Why did the login fail?', ['login', 'fail']],
    ['maxPoolSize=10', ['maxpoolsize', '10']],
    ['`max_connections`', ['maxconnections']],
    ['$max_connections', ['maxconnections']],
    ["don't retry 'forever'", ['dont', 'retry', 'forever']],
    ['a || b && c', ['b', 'c']],
    ['FATAL: remaining connection slots are reserved', ['remaining', 'connection', 'slots', 'reserved']],
    ['fatal', ['fatal']],
    ['2024-04-15 15:45:02.113 ERROR pool exhausted', ['pool', 'exhausted']],
    ['ECONNREFUSED 10.0.3.17:5432', ['econnrefused', '100317']],
    ['2024/04/15 15:45:02 pool', ['pool']],
    ['15/Apr/2024:15:45:02 +0000 \u001b[31mpool\u001b[0m', ['pool']],
    ['at RedisSessionStore.java:87', ['redissessionstorejava87']],
    ['Überlastung', ['uberlastung']],
    ['the', []],
    ['', []],
    ['"', []],
    ['.*[a-', []],
    ['<script>alert(1)</script>', ['script', 'alert', '1']],
    ['🔥💥', []],
    ['=== … --', []],
    ['שגיאה בחיבור', ['שגיאה', 'בחיבור']],
    ['数据库连接', ['数据库连接']],
  ])('parses %j as %j', (text, expected) => expect(keys(text)).toEqual(expected));

  test('contains each term once and at most sixteen, most specific ones', () => {
    const common = Array.from({ length: 40 }, (_, index) => `word${'abcdefgh'[index % 8]}${'xyz'[index % 3]}`).join(
      ' ',
    );
    expect(keys('pool pool Pool')).toEqual(['pool']);
    expect(keys(`${common} SocketTimeoutException`)).toHaveLength(MAX_TERMS);
    expect(keys(`${common} SocketTimeoutException`)).toContain('sockettimeoutexception');
  });

  test('recognizes the word that is still being typed', () => {
    expect(parseQuery('connection po').terms.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(parseQuery('connection pool ').terms.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });

  test('lists pairs of neighbouring terms', () => {
    expect(parseQuery('raise max_connections of the pool now').pairs).toEqual(['raise maxconnections', 'pool now']);
  });

  test('fingerprints every pasted line, also if a one-line field replaced the line ends', () => {
    const lines = ['connect ECONNREFUSED 10.0.0.1:80', 'connect ECONNREFUSED 10.0.0.2:81', 'pool timed out after 5 s'];
    const { errors } = parseQuery(lines.join('\n'));
    expect(errors).toHaveLength(2);
    expect(parseQuery(lines.join(' ⏎ ')).errors).toEqual(errors);
    expect(parseQuery('connect ECONNREFUSED 192.168.7.7:9').errors).toEqual(errors.slice(0, 1));
  });

  test('selects the different lines of a long log, errors first', () => {
    const noise = Array.from({ length: 300 }, (_, index) => `page ${'abcdefghij'[index % 10]}${index} was sent`);
    const log = [...noise, 'connect ECONNREFUSED 10.0.0.1:80', ...noise].join('\n');
    const [expected] = parseQuery('connect ECONNREFUSED 10.0.0.2:99').errors;
    expect(parseQuery(log).errors).toContain(expected);
    expect(parseQuery(log).errors.length).toBeLessThan(100);
    expect(keys(log)).toContain('econnrefused');
  });

  test('finds the error at the end of a log of any length', () => {
    const [expected] = parseQuery('FATAL: sorry, too many clients already').errors;
    for (const count of [160, 20_000]) {
      const lines = Array.from(
        { length: count },
        (_, at) => `03:00:01 INFO [exec-${at}] order ${'ab'[at % 2]} was ${'x'.repeat(at % 90)}`,
      );
      const { errors } = parseQuery([...lines, 'FATAL: sorry, too many clients already'].join('\n'));
      expect(errors).toContain(expected);
    }
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        anyText(300),
        (pasted) => void expect(parseQuery(pasted).terms.length).toBeLessThanOrEqual(MAX_TERMS),
      ),
    );
  });
});
