import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSiteAddress, pathOn, siteAddress, siteConflict } from '../../src/archive/site-address.ts';

describe('siteAddress', () => {
  test.each<[string | undefined, string | undefined, string | undefined, string]>([
    // Address, --base; host and base path of the site.
    [undefined, undefined, undefined, '/'],
    [undefined, '/kb/', undefined, '/kb/'],
    ['https://example.com', undefined, 'https://example.com', '/'],
    ['https://example.com/', '/kb/', 'https://example.com', '/kb/'],
    ['https://acme.github.io/kb/', undefined, 'https://acme.github.io', '/kb/'],
    ['https://acme.github.io/kb', undefined, 'https://acme.github.io', '/kb/'],
    ['http://wiki:8080/a/b', undefined, 'http://wiki:8080', '/a/b/'],
    ['https://acme.github.io/kb/', '/other/', 'https://acme.github.io', '/other/'],
    ['https://acme.github.io/kb/', '/', 'https://acme.github.io', '/'],
  ])('splits %j with the path %j', (site, base, origin, path) => {
    expect(siteAddress(site, base)).toEqual({ ...(origin && { origin }), base: path });
  });

  test('accepts every path, with or without a trailing slash', () => {
    const name = fc.stringMatching(/^[\w~-][\w.~-]*$/);
    fc.assert(
      fc.property(fc.array(name), fc.boolean(), (names, ends) => {
        const base = ['', ...names, ''].join('/') || '/';
        const site = `https://example.com${ends ? base : base.slice(0, -1)}`;
        expect([isSiteAddress(site), siteAddress(site, undefined).base]).toEqual([true, base]);
      }),
    );
  });
});

test.each([
  ['/', '/', '', '/'],
  ['/', '', '', '/'],
  ['/kb/', '/', 'causes/network/', '/kb/causes/network/'],
  ['/kb/', '', '', '/kb'],
  ['/kb/', '', 'causes/network/', '/kb/causes/network'],
  ['/kb/', '', 'postmortems/a/#impact', '/kb/postmortems/a#impact'],
  ['/kb/', '', 'postmortems/a/?mark=a/', '/kb/postmortems/a?mark=a/'],
  ['/kb/', '', 'feed.xml', '/kb/feed.xml'],
] as const)('pathOn: below %j, where pages end with %j, %j is at %j', (base, pageEnd, path, expected) => {
  expect(pathOn({ base, pageEnd }, path)).toBe(expected);
});

describe('isSiteAddress', () => {
  test.each([
    'https://example.com',
    'HTTPS://example.com/',
    'http://10.0.0.1/kb',
    'http://wiki:8080/',
    'https://x/a/b-c.d_~/',
  ])('accepts %j', (text) => expect(isSiteAddress(text)).toBe(true));
  test.each([
    '',
    'example.com',
    '//example.com/',
    'ftp://x/',
    'https:///kb',
    'https://x/ü/',
    'https://x/a?b',
    'https://x/#',
    'https://x:99999/',
  ])('rejects %j', (text) => expect(isSiteAddress(text)).toBe(false));
});

test.each<[string | undefined, string | undefined, boolean]>([
  [undefined, '/kb/', false],
  ['https://x/kb/', undefined, false],
  ['https://x/kb', '/kb/', false],
  ['https://x/', '/kb/', false],
  ['https://x/kb/', '/', true],
  ['https://x/kb/', '/other/', true],
])('siteConflict of %j and the path %j', (site, base, isOne) => {
  const expected = `the site is built for ${base} from --base, not for /kb/ from its address ${site}`;
  expect(siteConflict(site, base)).toBe(isOne ? expected : undefined);
});
