import { describe, expect, test } from 'vitest';
import { errorFingerprint, errorFingerprintsOf, fingerprintKey } from '../../src/search/error-fingerprint.ts';

describe('errorFingerprint', () => {
  test.each([
    [
      'HikariPool-1 - Connection is not available, request timed out after 30000ms.',
      '2024-04-15 15:45:02.113 ERROR HikariPool-7 - Connection is not available, request timed out after 12004ms',
    ],
    ['connect ECONNREFUSED 10.0.3.17:5432', 'connect ECONNREFUSED 192.168.1.4:5433'],
    ["Duplicate entry '42' for key 'users.email'", "Duplicate entry '77' for key 'orders.id'"],
    [
      'E11000 duplicate key error collection: shop.carts index: _id_ dup key: { _id: "a1" }',
      'E11000 duplicate key error collection: shop.carts index: _id_ dup key: { _id: "zz9" }',
    ],
    [
      'panic: runtime error: index out of range [5] with length 3',
      'panic: runtime error: index out of range [9] with length 1',
    ],
    ['segfault at 0x7ffde3a1 ip 00007f3b', 'segfault at 0x11111111 ip 00008a1c'],
  ])('is equal for %j and similar lines', (a, b) => {
    expect(errorFingerprint(a)).not.toBe('');
    expect(errorFingerprint(a)).toBe(errorFingerprint(b));
  });

  test.each([
    ['FATAL: remaining connection slots are reserved', 'FATAL: too many connections for role'],
    ['connection refused by peer', 'connection reset by peer'],
  ])('differs for %j and %j', (a, b) => expect(errorFingerprint(a)).not.toBe(errorFingerprint(b)));

  test.each(['', '42', 'git push', 'max_connections', '15:45:00', 'error', '"quoted"', '----'])(
    'leaves nothing of %j',
    (line) => expect(errorFingerprint(line)).toBe(''),
  );
});

describe('errorFingerprintsOf', () => {
  test.each([
    ['{"level":"error","msg":"pool is exhausted now","ts":1713196902}', 'pool is exhausted now'],
    ['  {"message":"order 7 failed","error":{"message":"pool is exhausted now"}}', 'pool is exhausted now'],
    ['{"err":"pool is exhausted now\\n    at Pool.get (pool.js:3)"}', 'pool is exhausted now'],
    ['2024/04/15 15:45:02 pool is exhausted now', 'pool is exhausted now'],
    ['15/Apr/2024:15:45:02 +0000 pool is exhausted now', 'pool is exhausted now'],
    ['\u001b[31mERROR\u001b[0m pool is \u001b[1;33mexhausted\u001b[0m now', 'pool is exhausted now'],
    ['shop called at 15/Apr/2024:15:45:02 +0000 by us', 'shop called at 16/May/2025:01:02:03 +0200 by us'],
  ])('recognizes %j in %j', (line, other) => {
    const [mask = ''] = errorFingerprintsOf(other);
    expect(mask).not.toBe('');
    expect(errorFingerprintsOf(line)).toContain(mask);
  });

  test.each(['{"a": 1}', '{broken "msg": "no json at all"}', '{"msg": 3, "error": null}'])('accepts %j', (line) => {
    expect(() => errorFingerprintsOf(line)).not.toThrow();
  });

  test('finds a message whatever programs put before it', () => {
    const [mask = ''] = errorFingerprintsOf('FATAL: sorry, too many clients already');
    expect(mask).not.toBe('');
    expect(
      errorFingerprintsOf(
        'connection to server at "10.0.3.17", port 5432 failed: FATAL: sorry, too many clients already',
      ),
    ).toContain(mask);
    expect(
      errorFingerprintsOf('app-1 | 2024-04-15 15:45:02 ERROR c.e.Pool - sorry, too many clients already'),
    ).toContain(mask);
  });

  test('does not take a short tail for an error', () => {
    expect(errorFingerprintsOf('dial tcp 10.0.0.1:53: connection refused')).toEqual(['dial tcp § connection refused']);
    expect(errorFingerprintsOf('12')).toEqual([]);
  });

  test('does not take an apostrophe within a word for a quotation mark', () => {
    expect(errorFingerprint("can't open the file 'a.txt'")).toBe('can t open the file §');
  });
});

test('fingerprintKey is not a word', () => {
  expect(fingerprintKey('pool timed out')).toMatch(/^=[\da-z]+$/);
  expect(fingerprintKey('pool timed out')).not.toBe(fingerprintKey('pool timed in'));
});
