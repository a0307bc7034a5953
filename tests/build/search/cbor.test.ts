import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cbor, CborReader, encode, UnknownFormat } from '../../../src/build/search/cbor.ts';

// From appendix A of RFC 8949.
test.each<[Cbor, string]>([
  [0, '00'],
  [23, '17'],
  [24, '1818'],
  [1000, '1903e8'],
  [1_000_000, '1a000f4240'],
  [-1, '20'],
  [-1000, '3903e7'],
  ['IETF', '6449455446'],
  ['水', '63e6b0b4'],
  [[], '80'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
])('%j is written as %s', (value, hex) => {
  expect(encode(value).toString('hex')).toBe(hex);
  expect(new CborReader(Buffer.from(hex, 'hex')).value()).toEqual(value);
});

test('what was written is read', () => {
  const { value } = fc.letrec<{ value: Cbor }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 }),
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('value')),
    ),
  }));
  fc.assert(
    fc.property(value, (each) => {
      expect(new CborReader(encode(each)).value()).toEqual(each);
    }),
  );
});

test('integers are skipped', () => {
  const reader = new CborReader(Buffer.concat([encode([1, -300, 70_000, 2 ** 31]), encode('next')]));
  expect([reader.skipIntegers(), reader.value(), reader.isAtEnd]).toEqual([4, 'next', true]);
});

test.each([
  ['a map', 'a0'],
  ['a number of 8 bytes', '1b000000e8d4a51000'],
  ['a fraction', 'f93c00'],
  ['an array of unknown length', '9f01ff'],
  ['a text that ends too early', '64494554'],
  ['a number that ends too early', '19'],
  ['nothing', ''],
])('%s is not known', (_, hex) => {
  expect(() => new CborReader(Buffer.from(hex, 'hex')).value()).toThrow(UnknownFormat);
});
