import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ByteRange, byteRange } from '../../../src/cli/server/byte-range.ts';

const part = (start: number, end: number): ByteRange => ({ start, end });

// RFC 9110, section 14; the file has ten bytes.
describe('byteRange', () => {
  test.each<[string, ByteRange | 'all' | 'none']>([
    ['bytes=0-4', part(0, 4)],
    ['bytes=5-', part(5, 9)],
    ['bytes=-3', part(7, 9)],
    ['bytes=9-9', part(9, 9)],
    ['Bytes = 2-3', part(2, 3)],
    // Longer than the file: the rest of the file.
    ['bytes=5-100', part(5, 9)],
    ['bytes=-100', part(0, 9)],
    // Outside the file.
    ['bytes=10-', 'none'],
    ['bytes=5-2', 'none'],
    ['bytes=-0', 'none'],
    ['bytes=10-20,30-40', 'none'],
    ['bytes=99999999999999999999999-', 'none'],
    // Several ranges: the whole file.
    ['bytes=0-1,4-5', 'all'],
    ['bytes=0-0,-1', 'all'],
    ['bytes=0-1,20-30', 'all'],
    // Malformed or of another unit: ignored.
    ['bytes', 'all'],
    ['bytes=', 'all'],
    ['bytes=-', 'all'],
    ['bytes=a-b', 'all'],
    ['bytes=1--2', 'all'],
    ['bytes=0-1,', 'all'],
    ['bytes=0x1-2', 'all'],
    ['items=0-1', 'all'],
    ['', 'all'],
  ])('parses %j as %j', (header, expected) => expect(byteRange(header, 10)).toEqual(expected));

  test('only returns bytes within the file', () => {
    const number = fc.oneof(fc.constant(''), fc.nat().map(String));
    const header = fc.tuple(number, number).map(([first, last]) => `bytes=${first}-${last}`);
    fc.assert(
      fc.property(header, fc.nat(), (text, size) => {
        const range = byteRange(text, size);
        if (typeof range === 'string') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});
