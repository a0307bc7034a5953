import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseXml } from '@rgrove/parse-xml';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAsset, writeAsset } from '../../src/disk/assets.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-assets-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'red', noise } });
const half = (content: Buffer) => content.subarray(0, content.length / 2);
const svg = (content: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10" ${attributes}>${content}</svg>`;

async function read(name: string, content: string | Uint8Array) {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return readAsset(file, name);
}

async function published(name: string, content: string | Uint8Array) {
  const asset = await read(name, content);
  if (!asset) throw new Error(`${name} was not read`);
  await writeAsset(asset, path.join(root, 'out'));
  return readFileSync(path.join(root, 'out', asset.href));
}

describe('readAsset', () => {
  test.each<[string, () => Promise<Buffer> | string, string, [number, number] | undefined]>([
    ['a.png', () => picture(40, 30).png().toBuffer(), 'files/a.HASH.webp', [40, 30]],
    ['2024/b.JPG', () => picture(3200, 100).jpeg().toBuffer(), 'files/2024/b.HASH.webp', [1600, 50]],
    [
      'turned.jpg',
      () => picture(40, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      'files/turned.HASH.webp',
      [30, 40],
    ],
    ['wide.webp', () => picture(1700, 10).webp().toBuffer(), 'files/wide.HASH.webp', [1700, 10]],
    ['a.SVG', () => svg('<path d="M0 0h9"/>'), 'files/a.HASH.svg', [20, 10]],
    ['log.txt', () => 'text', 'files/log.HASH.txt', undefined],
    [`${'ü🔥'.repeat(40)}.txt`, () => 'text', `files/${'ü🔥'.repeat(25)}.HASH.txt`, undefined],
  ])('gives %s its address and size', async (name, make, href, size) => {
    const { href: own = '', width, height } = (await read(name, await make())) ?? {};
    expect([own.replace(/\.[\da-f]{10}\./, '.HASH.'), width, height]).toEqual([
      href,
      ...(size ?? [undefined, undefined]),
    ]);
  });

  test.each<[string, () => Promise<Buffer> | Buffer | string]>([
    ['empty.png', () => ''],
    ['text.png', () => 'no image'],
    ['half.png', async () => half(await picture(300, 300).png().toBuffer())],
    ['half.jpg', async () => half(await picture(300, 300).jpeg().toBuffer())],
    ['open.svg', () => '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path>'],
    ['utf-16.svg', () => Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${svg('')}`, 'utf16le')],
    ['picture.svg', () => picture(10, 10).png().toBuffer()],
    ['html.svg', () => '<html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>'],
  ])('gives nothing for %s, which could not be published', async (name, make) => {
    expect(await read(name, await make())).toBeUndefined();
  });
});

describe('writeAsset', () => {
  test('writes photographs as WebP of up to 1600 pixels, the right way up', async () => {
    const { format, width, height } = await sharp(
      await published('c.jpg', await picture(100, 3200).withMetadata({ orientation: 8 }).jpeg().toBuffer()),
    ).metadata();
    expect({ format, width, height }).toEqual({ format: 'webp', width: 1600, height: 50 });
  });

  test('writes everything else as it is', async () => {
    expect(String(await published('d.csv', 'a,b\r\n'))).toBe('a,b\r\n');
  });

  test.each([
    ['what is drawn', svg('<g id="a"><path d="M0 0h9v9z"/></g><use xlink:href="#a" x="3"/>'), /<path.*href="#a"/],
    ['the style', svg('<style>.a{fill:red}</style><path class="a" d="M0 0h9v9z"/>'), /red/],
    ['links', svg('<a xlink:href="https://example.org/"><path d="M0 0h9v9z"/></a>'), /href="https:\/\/example.org\/"/],
    ['images within', svg('<image width="1" height="1" href="data:image/png;base64,AA=="/>'), /data:image\/png/],
  ])('keeps %s of an SVG', async (_, content, expected) => {
    expect(String(await published('keep.svg', content))).toMatch(expected);
  });

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
  ])('leaves %s out of an SVG', async (_, content) => {
    const text = String(await published('evil.svg', content));
    expect(text).not.toContain('evil()');
    expect(() => parseXml(text)).not.toThrow();
  });
});
