import { describe, expect, test } from 'vitest';
import { maskError } from '../../src/search/mask.ts';

describe('maskError', () => {
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
  ])('makes %j and its like equal', (a, b) => {
    expect(maskError(a)).not.toBe('');
    expect(maskError(a)).toBe(maskError(b));
  });

  test.each([
    ['FATAL: remaining connection slots are reserved', 'FATAL: too many connections for role'],
    ['connection refused by peer', 'connection reset by peer'],
  ])('keeps %j and %j apart', (a, b) => expect(maskError(a)).not.toBe(maskError(b)));

  test.each(['', '42', '15:45:00', 'error', '"quoted"', '----'])('leaves nothing of %j', (line) =>
    expect(maskError(line)).toBe(''),
  );
});
