import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HTTP_URL_PATTERN, isHttpUrl, withScheme } from '../../src/postmortem/url.ts';

const pattern = new RegExp(HTTP_URL_PATTERN, 'u');

describe('isHttpUrl and the pattern of the JSON Schema', () => {
  test.each([
    'https://example.com',
    'HTTPS://example.com/A?b=c#d',
    'http://wiki:8080/x',
    'http://localhost/',
    'https://10.0.0.1/x',
    'http://[::1]:3000/x',
    'https://[2001:db8::7]/',
    'https://münchen.example/ö',
    'https://例え.テスト/',
    'https://my_host/x',
    'https://user:secret@wiki/x',
    'https://example.com./',
    'http://a:65535',
    'https://wiki/a b',
    'https:///wiki/x',
  ])('accept %j', (text) => expect([isHttpUrl(text), pattern.test(text)]).toEqual([true, true]));

  test.each([
    '',
    'wiki:8080/x',
    'https://',
    'https:example.com',
    'ftp://example.com',
    'javascript:alert("https://example.com")',
    'http://a b/',
    'http://a:65536/',
    'http://a:b/',
    'http://256.1.1.1/',
    'http://1.2.3.4.5/',
    'http://[::1/x',
    'http://<a>/',
  ])('reject %j', (text) => expect([isHttpUrl(text), pattern.test(text)]).toEqual([false, false]));

  test('agree on random combinations of address parts', () => {
    const parts = fc.tuple(
      fc.constantFrom('http://', 'https://', 'HTTPS://', 'https:///', 'https:/', 'ftp://', ''),
      fc.constantFrom('', 'user@', 'user:p%40ss@', '@'),
      fc.oneof(
        fc.constantFrom(
          'wiki',
          'a-b.example.com',
          'münchen.de',
          '例え.テスト',
          '[::1]',
          'a..b',
          'my_host',
          '',
          'a^b',
          'a|b',
        ),
        fc
          .array(fc.constantFrom('0', '7', '99', '255', '256', '999', 'a1', 'wiki'), { minLength: 1, maxLength: 4 })
          .map((labels) => labels.join('.')),
      ),
      fc.oneof(
        fc.constant(''),
        fc.constant(':'),
        fc.nat(99_999).map((port) => `:${port}`),
        fc.constant(':x'),
      ),
      fc.constantFrom('', '/', '/a b', '?q=ö', '#x', '/[b]q', '\\a'),
    );
    fc.assert(
      fc.property(parts, (values) => {
        const text = values.join('');
        // The URL standard accepts IPv4 addresses with one to three numbers, such as `10.1` for 10.0.0.1; nobody writes them.
        fc.pre(!/^https?:\/\/[/\\]*(?:[^@]*@)?\d+(?:\.\d+){0,2}\.?(?:[:/?#\\]|$)/i.test(text));
        expect([text, pattern.test(text)]).toEqual([text, isHttpUrl(text)]);
      }),
      { numRuns: 5000 },
    );
  });
});

test.each([
  ['www.example.com/x', 'https://www.example.com/x'],
  ['wiki.intra.example:8443/x', 'http://wiki.intra.example:8443/x'],
  ['localhost:3000/x', 'http://localhost:3000/x'],
  ['10.0.0.1:80', 'http://10.0.0.1:80'],
  ['a.md', undefined],
  ['wiki/x', undefined],
  ['mailto:a@example.com', undefined],
  ['a:99999', undefined],
  ['', undefined],
])('withScheme(%j) returns %j', (text, expected) => expect(withScheme(text)).toBe(expected));
