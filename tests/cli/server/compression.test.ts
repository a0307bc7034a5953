import { describe, expect, test } from 'vitest';
import { acceptsGzip, isCompressible } from '../../../src/cli/server/compression.ts';
import { mediaTypeOf } from '../../../src/disk/media-type.ts';

test.each([
  ['index.html', true],
  ['style.css', true],
  ['page.js', true],
  ['list.json', true],
  ['feed.xml', true],
  ['plot.svg', true],
  ['a.md', true],
  ['card.png', false],
  ['serif.woff2', false],
  ['en_1a2b.pf_index', false],
  ['LICENSE', false],
])('compresses %s: %s', (name, isText) => {
  expect(isCompressible(mediaTypeOf(name))).toBe(isText);
});

describe('Accept-Encoding', () => {
  test.each([
    ['gzip, deflate, br', true],
    ['GZIP', true],
    ['x-gzip', true],
    ['br;q=1.0, gzip;q=0.8, *;q=0.1', true],
    ['gzip ; q=0.001', true],
    ['gzip;q=0', false],
    ['gzip; q=0.000 , br', false],
    ['br', false],
    ['notgzip', false],
    ['', false],
    [undefined, false],
  ])('%s', (header, isAccepted) => {
    expect(acceptsGzip(header)).toBe(isAccepted);
  });
});
