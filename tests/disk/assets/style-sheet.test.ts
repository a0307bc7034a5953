import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStyleSheet } from '../../../src/disk/assets/style-sheet.ts';

describe('readStyleSheet refuses', () => {
  test.each<[css: string, place: string, message: string]>([
    ['@import "https://evil.example/a.css";', '1:1', '`@import`'],
    ['@import "own.css";', '1:1', '`@import`'],
    ['a {}\n  @IMPORT url(x.css);', '2:3', '`@import`'],
    ['@\\69mport "x.css";', '1:1', '`@import`'],
    ['a { background: url(https://evil.example/x.png) }', '1:17', '`https://evil.example/x.png`'],
    ['a { background: url("//evil.example/x.png") }', '1:21', '`//evil.example/x.png`'],
    ['a { background: URL( "HTTP://evil.example/x.png" ) }', '1:22', '`HTTP://evil.example/x.png`'],
    ['a { background: u\\72l(https://evil.example) }', '1:17', '`https://evil.example`'],
    ['a { background: url(ht\\74ps://evil.example) }', '1:17', '`https://evil.example`'],
    ['a { background: src("https://evil.example") }', '1:21', '`https://evil.example`'],
    ['a { background: image-set("https://evil.example" 1x) }', '1:27', '`https://evil.example`'],
    ['a { background: image-set(("https://evil.example") 1x) }', '1:28', '`https://evil.example`'],
    ['a { background: image-set(if(else: "https://evil.example")) }', '1:36', '`https://evil.example`'],
    ['a { --x: "https://evil.example"; background: image-set(var(--x) 1x) }', '1:56', 'Unexpected `var()`'],
    ['a { background: -webkit-image-set(attr(data-x) 1x) }', '1:35', 'Unexpected `attr()`'],
    ['a { background: -webkit-image-set(url(https://evil.example) 1x) }', '1:35', '`https://evil.example`'],
    ['@font-face { src: url(https://evil.example/f.woff2) }', '1:19', '`https://evil.example/f.woff2`'],
    ['a { --x: url(https://evil.example) }', '1:10', '`https://evil.example`'],
    ['a { background: url(javascript:alert(1)) }', '1:17', 'Unreadable CSS'],
    ['a { background: url("data:image/png;base64,AA") }', '1:21', '`data:image/png;base64,AA`'],
    ['a { background: url(/x.png) }', '1:17', '`/x.png`'],
    ['a { background: url("\\\\evil") }', '1:21', 'Unexpected address'],
    ['a { background: url() }', '1:17', 'Unexpected address'],
    ['a { content: "x\n }', '1:14', 'Unreadable CSS'],
    ['a {} /* x', '1:6', 'Unreadable CSS'],
    ['/* 😀 */ a { background: url(https://evil.example) }', '1:26', '`https://evil.example`'],
  ])('%j', (css, place, message) => {
    const [problem] = readStyleSheet(css).problems;
    expect(`${problem?.place.line}:${problem?.place.column}`).toBe(place);
    expect(problem?.message).toContain(message);
    expect(problem?.help).not.toBe('');
  });
});

test('readStyleSheet replaces paths, and nothing else', () => {
  const css = `@media print { a::before { content: "https://example.com"; background: url( waves.svg ) } }
@font-face { src: url("fonts/a b.woff2?x#iefix") format("woff2"), local("Arial") }
b { background: image-set("x.png" calc(var(--a) * 1x), url('x.png') 2x type("image/png")); mask: url(#m) } /* url(no.png) */`;
  const { addresses, problems, withAddresses } = readStyleSheet(css);
  expect(problems).toEqual([]);
  expect(addresses.map(({ url, place }) => [url, place.line])).toEqual([
    ['waves.svg', 1],
    ['fonts/a b.woff2?x#iefix', 2],
    ['x.png', 3],
    ['x.png', 3],
  ]);
  const targets = new Map([
    ['waves.svg', 'waves.1.svg'],
    ['fonts/a b.woff2?x#iefix', 'fonts/a.2.woff2'],
    ['x.png', 'x.3.webp'],
  ]);
  expect(
    withAddresses(targets),
  ).toBe(`@media print { a::before { content: "https://example.com"; background: url("waves.1.svg") } }
@font-face { src: url("fonts/a.2.woff2") format("woff2"), local("Arial") }
b { background: image-set("x.3.webp" calc(var(--a) * 1x), url("x.3.webp") 2x type("image/png")); mask: url(#m) } /* url(no.png) */`);
});

test('readStyleSheet keeps a style sheet without addresses, whatever it is', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('{', '}', '(', ')', '"', "'", '\\', '/*', '*/', '@media', '\n', 'a:b;'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const css = pieces.join('').replaceAll(/url|src|image-set/gi, '');
      const { addresses, withAddresses } = readStyleSheet(css);
      expect(addresses).toEqual([]);
      expect(withAddresses(new Map())).toBe(css);
    }),
  );
});
