import { parseXml, XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanSvg } from '../../../../src/disk/assets/svg/clean.ts';
import { cleanCss, cleanCssValue } from '../../../../src/disk/assets/svg/css.ts';
import {
  AT_RULES,
  ELEMENTS,
  FUNCTIONS,
  STYLE_ATTRIBUTES,
  TEXT_ATTRIBUTES,
} from '../../../../src/disk/assets/svg/vocabulary.ts';
import { askingPieces, askingSvgs, svg } from '../../../tools/archives/hostile-svg.ts';

const HOST = 'https://evil.example';
const clean = (text: string) => cleanSvg(text, async () => 'data:image/webp;base64,AA==');

describe('cleanSvg keeps', () => {
  test.each([
    ['what is drawn', '<g id="a"><path d="M0 0h9v9z"/></g><use href="#a" x="3"/>'],
    ['texts, titles and languages', '<title>T</title><text x="1" xml:lang="de">A &amp; <tspan>B</tspan></text>'],
    ['a style sheet', '<style>.a &gt; .b{fill:red}</style>'],
    ['a style attribute', '<path style="fill:url(&#34;#a&#34;);stroke:red"/>'],
    ['references within the file', '<path fill="url(&#34;#a&#34;) red" clip-path="url(&#34;#b&#34;)"/>'],
    ['transformations', '<g transform="translate(1,2) rotate(-30 4.5 5)"/>'],
    ['fonts with brackets in their names', '<text font-family="&#34;A (B)&#34;,serif">a</text>'],
    ['links that a reader follows', '<a href="https://example.org/?a&#38;b" target="_blank"><path d="M0 0"/></a>'],
    ['images within', '<image width="1" height="1" href="data:image/webp;base64,AA=="/>'],
    [
      'animations',
      '<rect width="9" height="9"><animate attributeName="fill" values="rgb(1,2,3);red" dur="2s"/></rect>',
    ],
    ['what screen readers read', '<g role="img" aria-label="A (B)" aria-labelledby="c"/>'],
  ])('%s', async (_, content) => {
    const expected = `<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`;
    expect(await clean(expected.replace('AA==', 'BBBB').replace('data:image/webp', 'data:image/png'))).toBe(expected);
  });

  test('prefixed elements, XLink links, and expanded entities', async () => {
    const text = `<?xml version="1.0"?><!DOCTYPE s:svg [<!ENTITY svg "http://www.w3.org/2000/svg"><!ENTITY a "A">]>
<s:svg xmlns:s="&svg;" xmlns:x="http://www.w3.org/1999/xlink"><s:use x:href="#a"/><s:text>&a;<![CDATA[<b>]]></s:text></s:svg>`;
    const expected = '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/><text>A&lt;b&gt;</text></svg>';
    expect(await clean(text)).toBe(expected);
  });
});

describe('cleanSvg removes', () => {
  test.each([
    ['a script', svg('<script>evil()</script>')],
    ['a script with a prefix', svg('<x:script xmlns:x="http://www.w3.org/2000/svg">evil()</x:script>')],
    [
      'a script in HTML',
      svg('<foreignObject><script xmlns="http://www.w3.org/1999/xhtml">evil()</script></foreignObject>'),
    ],
    ['a handler', svg('<path d="M0 0h9" onclick="evil()"/>', 'onload="evil()"')],
    ['a link', svg('<a href="javascript:evil()"><path d="M0 0h9"/></a><a xlink:href=" java&#10;script:evil()">a</a>')],
    ['a document', svg('<a href="data:text/html,evil()">a</a><image href="data:image/svg+xml,evil()"/>')],
    ['a frame of HTML', svg('<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" srcdoc="evil()"/>')],
    ['a frame in a group', svg('<g><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:evil()"/></g>')],
    ['an animated link', svg('<a><animate attributeName="href" values="javascript:evil()"/><path d="M0 0h9"/></a>')],
    ['an animated handler', svg('<path d="M0 0h9"><set attributeName="onclick" to="evil()"/></path>')],
    ['a style sheet', `<?xml-stylesheet type="text/xsl" href="data:text/xml,evil()"?>${svg('')}`],
    ['an entity', `<!DOCTYPE svg [<!ENTITY e "evil()">]>${svg('<a href="javascript:&e;">a</a>')}`],
    ['a use of elsewhere', svg('<use href="https://example.org/evil()#a"/>')],
    ['a comment', svg('<!-- evil() --><style>/* evil() */</style>')],
    ['a comment before the root', `<!-- evil() -->${svg('')}`],
    ['data attributes', svg('<g data-name="evil()"/>', 'data-file="evil()" content="evil()"')],
    ['attributes of editors', svg('<g x:label="evil()"/>', 'xmlns:x="http://www.inkscape.org/namespaces/inkscape"')],
    ['metadata', svg('<metadata>evil()</metadata>')],
    ['elements of editors', svg('<x:view xmlns:x="urn:x" a="evil()"><text>evil()</text></x:view>')],
    ['text that is not shown', svg('<g>evil()</g><defs>evil()</defs>')],
    ['an unknown element', svg('<secret>evil()</secret>')],
  ])('%s', async (_, text) => {
    const cleaned = await clean(text);
    expect(cleaned).not.toContain('evil()');
    expect(() => parseXml(cleaned)).not.toThrow();
  });

  test.each(askingSvgs(HOST))('external requests: %s', async (_, text) => {
    expect(text).toMatch(/evil\.example|evil%2Eexample/);
    expect(await clean(text)).not.toContain('evil.example');
  });

  test('an image that cannot be read, and nothing else', async () => {
    const text = svg('<image width="1" height="2" href="data:image/png;base64,AA=="/>');
    expect(await cleanSvg(text, async () => undefined)).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><image width="1" height="2"/></svg>',
    );
  });
});

const css = fc.array(fc.constantFrom(...askingPieces(HOST)), { maxLength: 25 }).map((pieces) => pieces.join(''));

/**
 * Returns CSS without its strings, except those that refer to a place in the file; an escape is not taken for a letter.
 */
function bare(css: string): string {
  return css.replaceAll(/"((?:[^"\\]|\\[\s\S])*)"|\\(?:[\da-f]{1,6} ?|[\s\S])/gi, (sign, string?: string) => {
    if (sign.startsWith('\\')) return '¿';
    return /^(?:#|data:font\/)/.test(string ?? '') ? '"within"' : '""';
  });
}

/** Returns the functions in a value that could cause a request: all that are not known to be safe. */
function askingCalls(value: string): string[] {
  return [...bare(value).matchAll(/([\w¿-]+)\(("within"\))?/g)].flatMap(([call, name = '', within]) =>
    FUNCTIONS.has(name) || (name === 'url' && within) ? [] : [call],
  );
}

/** The same for a style sheet, including its at-rules. */
function asking(sheet: string): string[] {
  const rules = [...bare(sheet).matchAll(/@([\w¿-]*)/g)];
  return [...askingCalls(sheet), ...rules.flatMap(([rule, name = '']) => (AT_RULES.has(name) ? [] : [rule]))];
}

/** Returns the forbidden content of a published SVG. */
function unwanted(text: string): string[] {
  const found: string[] = [];
  const look = (element: XmlElement) => {
    const { name, attributes } = element;
    if (!ELEMENTS.has(name)) found.push(`<${name}>`);
    for (const [key, value] of Object.entries(attributes)) {
      const isLink = key === 'href';
      const isKnown =
        isLink || key === 'style' || TEXT_ATTRIBUTES.has(key) || STYLE_ATTRIBUTES.has(key) || key.startsWith('aria-');
      if (!(isKnown || (key === 'xmlns' && value === 'http://www.w3.org/2000/svg'))) found.push(key);
      if (isLink && !/^(?:#|data:image\/webp;)/.test(value) && !(name === 'a' && /^https?:/.test(value)))
        found.push(value);
      if (key === 'style') found.push(...asking(value));
      // Browsers split the values of an animation before parsing them.
      if (STYLE_ATTRIBUTES.has(key))
        found.push(...(key === 'values' ? value.split(';') : [value]).flatMap(askingCalls));
    }
    if (name === 'style') found.push(...asking(element.text));
    for (const child of element.children) if (child instanceof XmlElement) look(child);
  };
  const { root } = parseXml(text);
  if (root) look(root);
  return found;
}

describe('no combination leaves an external request', () => {
  test('in a style sheet', () => {
    fc.assert(
      fc.property(css, (text) => {
        expect(asking(cleanCss(text))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test('in the value of an attribute', () => {
    fc.assert(
      fc.property(css, (text) => {
        expect(askingCalls(cleanCssValue(text) ?? '')).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  const name = fc.constantFrom(
    ...[...STYLE_ATTRIBUTES],
    'style',
    'href',
    'xlink:href',
    'xml:base',
    'onload',
    'data-a',
    'src',
  );
  const element = fc.constantFrom(...ELEMENTS, 'script', 'foreignObject', 'metadata', 'html');
  const escaped = (text: string) => text.replaceAll(/[&<"\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  test('in an element and its attributes', async () => {
    await fc.assert(
      fc.asyncProperty(element, fc.dictionary(name, css), css, async (tag, attributes, text) => {
        const own = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
        expect(unwanted(await clean(svg(`<${tag}${own.join('')}>${escaped(text)}</${tag}>`)))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('in a file that is cut and joined anywhere', async () => {
    const file = fc.constantFrom(...askingSvgs(HOST).map(([, text]) => text));
    const cut = fc.tuple(file, fc.nat(400), file, fc.nat(400), css);
    await fc.assert(
      fc.asyncProperty(cut, async ([first, to, second, from, between]) => {
        const text = first.slice(0, to) + between + second.slice(from);
        // Many are invalid XML, but the second half often closes what the first half opened.
        const cleaned = await clean(text).catch((error: Error) => {
          expect(error.message).toMatch(/^Invalid SVG: /);
          return svg('');
        });
        expect(unwanted(cleaned).filter((name) => name !== 'xmlns:xlink')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
