import { describe, expect, test } from 'vitest';
import { cleanSvg } from '../../../../src/disk/assets/svg/clean.ts';
import { inspectSvg } from '../../../../src/disk/assets/svg/inspect.ts';
import { svg } from '../../../tools/archives/hostile-svg.ts';

const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"';

describe('the size of an SVG', () => {
  test.each<[string, [number, number] | undefined]>([
    ['width="20" height="10"', [20, 10]],
    ['width="20px" height=" 10.4 "', [20, 10]],
    ['width="1in" height="2.54cm"', [96, 96]],
    ['width="25.4MM" height="72pt"', [96, 96]],
    ['width="2em" height="1pc"', [32, 16]],
    ['width="1e2" height=".5in"', [100, 48]],
    ['viewBox="0 0 40 30"', [40, 30]],
    ['viewBox=" 0,0,40 , 30 "', [40, 30]],
    ['viewBox="0 0 40 30" width="100%" height="100%"', [40, 30]],
    ['viewBox="0 0 40 30" width="80"', [80, 60]],
    ['viewBox="0 0 40 30" height="60"', [80, 60]],
    ['viewBox="0 0 40 30" width="20" height="10"', [20, 10]],
    ['', undefined],
    ['width="100%"', undefined],
    ['width="20"', undefined],
    ['width="0" height="0"', undefined],
    ['width="-5" height="5"', undefined],
    ['width="1e9" height="1e9"', undefined],
    ['width="wide" height="high" viewBox="a b c d"', undefined],
    ['viewBox="0 0 0 0" width="5"', undefined],
  ])('with %s', (attributes, size) => {
    const facts = inspectSvg(`<svg ${NAMESPACE} ${attributes}/>`);
    expect(facts).toEqual({ images: [], ...(size && { size: { width: size[0], height: size[1] } }) });
  });
});

test('inspectSvg returns the embedded images', () => {
  const image = (href: string) => `<image href="${href}"/>`;
  const [png, other] = ['data:image/png;base64,QUFB', 'data:image/jpeg;charset=utf-8;base64,QkJC'];
  const links = [png, other, 'data:image/svg+xml;base64,QUFB', 'data:image/png,AAA', 'https://example.org/a.png', '#a'];
  const facts = inspectSvg(svg(`${links.map(image).join('')}<feImage href="${png}"/><use href="${png}"/>`));
  expect('images' in facts && facts.images.map(String)).toEqual(['AAA', 'BBB', 'AAA']);
});

describe('inspectSvg reports the problem of', () => {
  const root = `<svg ${NAMESPACE}>`;
  const declared = (entities: string, text: string) => `<!DOCTYPE svg [${entities}]>${svg(`<text>${text}</text>`)}`;
  test.each<[string, string, string]>([
    ['an empty file', '', 'no element (line 1, column 1)'],
    ['text', 'text', 'non-whitespace before first tag (line 1, column 1)'],
    ['an open element', `${root}\n <g>\n</svg>`, 'unexpected close tag (line 3, column 6)'],
    ['a value without quotes', `${root}<path d=M/></svg>`, 'unquoted attribute value (line 1, column 49)'],
    ['an entity of HTML', `${root}&nbsp;</svg>`, 'invalid character entity (line 1, column 46)'],
    ['an entity of JavaScript', `${root}&constructor;</svg>`, 'invalid character entity (line 1, column 53)'],
    ['two roots', `<svg ${NAMESPACE}/><svg ${NAMESPACE}/>`, 'more than one root (line 1, column 82)'],
    [
      'an attribute that the parser trips over',
      `<svg ${NAMESPACE} hasOwnProperty="1" a="2"/>`,
      'unexpected attribute `hasOwnProperty` (line 1, column 58)',
    ],
    ['no namespace', '<svg/>', 'the root is not an `svg` element in the SVG namespace (line 1, column 6)'],
    ['another root', `<g ${NAMESPACE}/>`, 'the root is not an `svg` element in the SVG namespace (line 1, column 39)'],
    ['depth', `${root}${'<g>'.repeat(256)}`, 'elements nested more than 256 deep (line 1, column 808)'],
    [
      'entities that grow',
      declared(`<!ENTITY a "${'a'.repeat(200)}">`, '&a;'.repeat(20_000)),
      'entities that expand to too much text (line 1, column 60351)',
    ],
    [
      'entities of entities',
      declared('<!ENTITY a "a"><!ENTITY b "&a;&a;">', '&b;'),
      'invalid character entity (line 1, column 168)',
    ],
  ])('%s', (_, text, problem) => {
    expect(inspectSvg(text)).toEqual({ problem });
  });
});

// Each of these took quadratic time in some parser or printer: minutes instead of a second.
describe('an SVG of 1 MB is read and cleaned', () => {
  const many = (text: string) => text.repeat(Math.floor(999_000 / text.length));
  const numbered = (make: (index: number) => string) =>
    Array.from({ length: 60_000 }, (_, index) => make(index)).join('');
  test.each<[string, string]>([
    ['elements', svg(many('<path d="M0 0"/>'))],
    ['a path', svg(`<path d="${many('M0 0L1.234567 2.345678')}"/>`)],
    ['attributes', svg(`<g ${numbered((index) => `a${index}="" `)}/>`)],
    ['prefixes', svg(`<g ${numbered((index) => `xmlns:a${index}="" `)}/>`)],
    ['style sheets', svg(many('<style>a{b:url(#c)}</style>'))],
    ['rules', svg(`<style>${many('a{b:c}')}</style>`)],
    ['errors', svg(`<style>${many('a{b:"\n')}</style>`)],
    ['blocks', svg(`<style>${many('a{')}</style>`)],
    ['brackets', svg(`<style>a{b:${many('(')}}</style>`)],
    ['escapes', svg(`<style>${many('\\')}</style>`)],
    ['values', svg(`<set attributeName="fill" values="${many('(;')}"/>`)],
    ['text', svg(`<text>${many('a&amp;')}</text>`)],
  ])('made of %s', async (_, text) => {
    expect(inspectSvg(text)).toEqual({ images: [], size: { width: 20, height: 10 } });
    expect(await cleanSvg(text, async () => undefined)).toMatch(/^<svg [\s\S]*<\/svg>$|^<svg [^>]*\/>$/);
  });
});
