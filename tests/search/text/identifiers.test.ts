import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aliasesOf, partsOf } from '../../../src/search/text/identifiers.ts';

describe('aliasesOf', () => {
  test.each([
    ['max_connections', ['maxconnections']],
    ['maxConnections', ['maxconnections']],
    ['MAX_CONNECTIONS', ['maxconnections']],
    ['$max_connections', ['maxconnections']],
    ['enable_new_resolver', ['enablenewresolver', 'enablenew', 'newresolver']],
    ['db-primary.internal', ['dbprimaryinternal', 'dbprimary', 'primaryinternal']],
    ['v2.14.3', ['2143']],
    ['0x80070005', ['80070005']],
    ['RedisSessionStore.java:87', ['redissessionstorejava87', 'redissessionstore']],
    ['com.example.shop.checkout.RedisSessionStore.get', ['redissessionstore', 'sessionstore']],
    ['10.0.3.17:6379', ['100317']],
    ['/var/lib/kafka-logs/data-1', ['kafkalogs', 'data1']],
    ['log4j-core', ['log4jcore', 'log4j']],
    ['plain words of prose', []],
    ['550e8400-e29b-41d4-a716-446655440000', []],
    ['deadbeef42', []],
    ['15:45', []],
    ['2024-04-15', []],
  ])('of %j contain %j', (text, expected) => expect(aliasesOf(text)).toEqual(expect.arrayContaining(expected)));

  test.each(['plain words', '550e8400-e29b-41d4-a716-446655440000', 'deadbeef42', '15:45', '2024-04-15', ''])(
    'gives nothing for %j',
    (text) => expect(aliasesOf(text)).toEqual([]),
  );

  test.each(['log4j', 'k8s', '0x50', 'E11000'])('has no part of %j', (text) => {
    expect(aliasesOf(text).filter((alias) => alias !== text.toLowerCase())).toEqual([]);
  });

  test('is the same for all spellings of an identifier', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{2,8}$/), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(words, (parts) => {
        const camel = parts
          .map((part, index) => (index ? part.charAt(0).toUpperCase() + part.slice(1) : part))
          .join('');
        const whole = parts.join('');
        for (const spelling of [
          camel,
          parts.join('_'),
          parts.join('-'),
          parts.join('.'),
          parts.join('_').toUpperCase(),
        ]) {
          expect(aliasesOf(spelling)).toContain(whole);
        }
      }),
    );
  });

  test('never throws, and returns only lower-case letters and digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const alias of aliasesOf(text)) {
          expect(alias).toMatch(/^[\p{L}\p{N}]+$/u);
          expect(alias).toBe(alias.toLowerCase());
        }
      }),
    );
  });
});

describe('partsOf', () => {
  test.each([
    ['maxConnections', ['max', 'Connections']],
    ['HTTPServerError', ['HTTP', 'Server', 'Error']],
    ['E11000', ['E', '11000']],
    ['db-primary.internal', ['db', 'primary', 'internal']],
  ])('splits %j', (identifier, parts) => expect(partsOf(identifier)).toEqual(parts));
});
