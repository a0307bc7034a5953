import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkedFiles } from '../../../src/build/linked-files.ts';
import { type Asset, writeAsset } from '../../../src/disk/assets/assets.ts';
import { ChangedFileError } from '../../../src/disk/failure.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-assets-'));
});
afterAll(() => rmSync(root, { recursive: true }));

type Content = string | Uint8Array;

const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'red', noise } });
const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'red' }, limitInputPixels: false });
/** Frames of one color each, 60 by 40. */
const recording = (frames: number) => {
  const size = 60 * 40 * 3;
  const pixels = Buffer.alloc(size * frames);
  for (let frame = 0; frame < frames; frame++) pixels.fill(frame * 20, frame * size);
  return sharp(pixels, {
    raw: { width: 60, height: 40 * frames, channels: 3, pageHeight: 40 },
    limitInputPixels: false,
  });
};
const half = (content: Buffer) => content.subarray(0, content.length / 2);
const svg = (content: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" ${attributes}>${content}</svg>`;

function write(name: string, content: Content): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function read(name: string, content: Content) {
  write(name, content);
  return linkedFiles(root, true).read(name);
}

async function assetOf(name: string, content: Content): Promise<Asset> {
  const found = await read(name, content);
  if (!('asset' in found && found.asset)) throw new Error(`${name} was not read: ${JSON.stringify(found)}`);
  return found.asset;
}

const out = () => path.join(root, 'out');

async function published(name: string, content: Content): Promise<Buffer> {
  const asset = await assetOf(name, content);
  await writeAsset(asset, out());
  return readFileSync(path.join(out(), asset.href));
}

describe('a linked file', () => {
  test.each<[string, () => Promise<Buffer> | string, string, [number, number] | undefined]>([
    ['a.png', () => picture(40, 30).png().toBuffer(), 'files/a.HASH.webp', [40, 30]],
    ['2024/b.JPG', () => picture(3200, 100).jpeg().toBuffer(), 'files/2024/b.HASH.webp', [1600, 50]],
    [
      'turned.jpg',
      () => picture(40, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      'files/turned.HASH.webp',
      [30, 40],
    ],
    ['wide.webp', () => picture(3200, 10).webp().toBuffer(), 'files/wide.HASH.webp', [1600, 5]],
    ['moving.gif', () => recording(3).gif().toBuffer(), 'files/moving.HASH.webp', [60, 40]],
    ['still.avif', () => picture(40, 30).avif().toBuffer(), 'files/still.HASH.webp', [40, 30]],
    // The maximum height of WebP is 16383.
    ['long.png', () => flat(100, 20_000).png().toBuffer(), 'files/long.HASH.webp', [82, 16_383]],
    ['line.png', () => flat(20_000, 1).png().toBuffer(), 'files/line.HASH.webp', [1600, 1]],
    ['a.SVG', () => svg('<path d="M0 0h9"/>'), 'files/a.HASH.svg', [20, 10]],
    ['log.txt', () => 'text', 'files/log.HASH.txt', undefined],
    [`${'ü🔥'.repeat(40)}.txt`, () => 'text', `files/${'ü🔥'.repeat(25)}.HASH.txt`, undefined],
  ])('%s has an address and a size', async (name, make, href, size) => {
    const asset = await assetOf(name, await make());
    expect(asset.href.replace(/\.[\da-f]{10}\./, '.HASH.')).toBe(href);
    expect(asset.size && [asset.size.width, asset.size.height]).toEqual(size);
  });

  test('gets another address when its content changes', async () => {
    const [first, same, other] = [
      await assetOf('x.csv', 'a'),
      await assetOf('x.csv', 'a'),
      await assetOf('x.csv', 'b'),
    ];
    expect(same.href).toBe(first.href);
    expect(other.href).not.toBe(first.href);
  });

  /** A few bytes that decode to thousands of pixels: each frame draws one of them. */
  const emptyGif = (width: number, height: number, frames: number) => {
    const sides = [width & 255, width >> 8, height & 255, height >> 8];
    const start = [...Buffer.from('GIF89a'), ...sides, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
    const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
    return Buffer.from([...start, ...Array.from({ length: frames }, () => frame).flat(), 0x3b]);
  };

  const UNREADABLE = 'cannot be read as an image';
  test.each<[string, () => Promise<Content> | Content, string]>([
    ['empty.png', () => '', UNREADABLE],
    ['text.png', () => 'no image', UNREADABLE],
    ['half.png', async () => half(await picture(300, 300).png().toBuffer()), UNREADABLE],
    ['half.jpg', async () => half(await picture(300, 300).jpeg().toBuffer()), UNREADABLE],
    ['half.webp', async () => half(await picture(300, 300).webp().toBuffer()), UNREADABLE],
    ['half.avif', async () => half(await picture(300, 300).avif().toBuffer()), UNREADABLE],
    ['half.gif', async () => half(await picture(300, 300).gif().toBuffer()), UNREADABLE],
    ['vector.png', () => svg('<path d="M0 0h9"/>'), UNREADABLE],
    ['other.png', () => picture(10, 10).tiff().toBuffer(), UNREADABLE],
    [
      'open.svg',
      () => '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">\n<path>',
      'cannot be read as SVG: unclosed root tag (line 2, column 6)',
    ],
    [
      'utf-16.svg',
      () => Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${svg('')}`, 'utf16le'),
      'cannot be read as SVG: it is not UTF-8',
    ],
    ['picture.svg', () => picture(10, 10).png().toBuffer(), 'cannot be read as SVG: it is not UTF-8'],
    [
      'html.svg',
      () => '<html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>',
      'cannot be read as SVG: the root is not an `svg` element in the SVG namespace (line 1, column 43)',
    ],
    ['large.png', () => flat(8000, 4001).png().toBuffer(), 'has 8000 × 4001 pixels, expected up to 32 million'],
    [
      'endless.gif',
      () => emptyGif(1000, 1000, 201),
      'has 201 frames of 1000 × 1000 pixels, expected up to 200 million together',
    ],
    [
      'album.svg',
      () => svg('<image href="data:image/png;base64,AA=="/>'.repeat(101)),
      'contains 101 images, expected up to 100',
    ],
    [
      'bomb.svg',
      async () => svg(embedded('png', await flat(5000, 5000).png({ compressionLevel: 9 }).toBuffer()).repeat(2)),
      'contains images of 50 million pixels, expected up to 32 million',
    ],
  ])('%s is refused', async (name, make, problem) => {
    expect(await read(name, await make())).toMatchObject({ problem });
  });

  // Sparse files, which take no disk space; reading them whole would exhaust the memory.
  test.each([
    ['huge.log', 3 * 1024 ** 3, 'is 3,221.3 MB, expected up to 100 MB'],
    ['huge.png', 3 * 1024 ** 3, 'is 3,221.3 MB, expected up to 25 MB'],
    ['huge.svg', 1_000_001, 'is 1.1 MB, expected up to 1 MB'],
  ])('%s is refused by its size alone', async (name, size, problem) => {
    truncateSync(write(name, ''), size);
    expect(await linkedFiles(root, true).read(name)).toMatchObject({ problem });
  });

  test('is inspected once, however often it is requested', async () => {
    const files = linkedFiles(root, true);
    write('once.txt', 'a');
    const first = await files.read('once.txt');
    write('once.txt', 'b');
    expect(await files.read('once.txt')).toBe(first);
  });

  test('is not read if nothing is published, unless it is an image', async () => {
    truncateSync(write('sparse.log', ''), 90_000_000);
    expect(await linkedFiles(root, false).read('sparse.log')).toEqual({});
  });
});

const SECRET = 'zyzzyvametadata';
const exif = { IFD0: { Copyright: SECRET, ImageDescription: SECRET } };
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${SECRET}"/></rdf:RDF></x:xmpmeta>`;
const secretly = (image: Sharp) => image.withExif(exif).withXmp(xmp);

/** A GIF block that no decoder shows. */
function gifWith(content: Buffer, introducer: readonly number[], text: string): Buffer {
  const block = Buffer.from([...introducer, text.length, ...Buffer.from(text), 0]);
  // Before the last byte, which ends the file.
  return Buffer.concat([content.subarray(0, -1), block, content.subarray(-1)]);
}

const COMMENT = [0x21, 0xfe];
const APPLICATION = [0x21, 0xff, 11, ...Buffer.from('XMP DataXMP')];

const embedded = (type: string, content: Buffer) =>
  `<image width="9" height="9" href="data:image/${type};base64,${content.toString('base64')}"/>`;

describe('writeAsset', () => {
  test.each<[string, () => Promise<Buffer>]>([
    ['jpg', () => secretly(picture(40, 30)).jpeg().toBuffer()],
    ['png', () => secretly(picture(40, 30)).png().toBuffer()],
    ['webp', () => secretly(picture(40, 30)).webp().toBuffer()],
    ['avif', () => secretly(picture(40, 30)).avif().toBuffer()],
    ['moving.webp', () => secretly(recording(3)).webp().toBuffer()],
    ['comment.gif', async () => gifWith(await recording(3).gif().toBuffer(), COMMENT, SECRET)],
    ['xmp.gif', async () => gifWith(await picture(40, 30).gif().toBuffer(), APPLICATION, SECRET)],
    ['trailing.gif', async () => Buffer.concat([await picture(40, 30).gif().toBuffer(), Buffer.from(SECRET)])],
  ])('publishes a %s without its metadata', async (name, make) => {
    const content = await make();
    expect(content.includes(SECRET)).toBe(true);
    const result = await published(`secret-${name.includes('.') ? name : `a.${name}`}`, content);
    expect(result.includes(SECRET)).toBe(false);
    const { format, exif, xmp, icc } = await sharp(result).metadata();
    expect({ format, exif, xmp, icc }).toEqual({ format: 'webp' });
  });

  test('publishes the images in an SVG without their metadata', async () => {
    const content = await secretly(picture(40, 30)).jpeg().toBuffer();
    const text = String(await published('secret.svg', svg(embedded('jpeg', content))));
    const [, data = ''] = /href="data:image\/webp;base64,([^"]*)"/.exec(text) ?? [];
    const image = Buffer.from(data, 'base64');
    expect(image.includes(SECRET)).toBe(false);
    expect(await sharp(image).metadata()).toMatchObject({ format: 'webp', width: 40, height: 30 });
  });

  test.each<[string, (image: Sharp) => Sharp]>([
    ['png', (image) => image.png()],
    ['jpg', (image) => image.jpeg()],
    ['webp', (image) => image.webp({ lossless: true })],
    ['avif', (image) => image.avif()],
  ])('rotates a %s upright', async (kind, as) => {
    // Left half red, right half blue; orientation 8 rotates it to the left, so that blue is at the top.
    const blue = await sharp({ create: { width: 20, height: 30, channels: 3, background: '#00f' } })
      .png()
      .toBuffer();
    const image = sharp({ create: { width: 40, height: 30, channels: 3, background: '#f00' } });
    const turned = image.composite([{ input: blue, left: 20, top: 0 }]).withMetadata({ orientation: 8 });
    const result = sharp(await published(`turned.${kind}`, await as(turned).toBuffer()));
    const { data, info } = await result.raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([30, 40]);
    const [red = 0, , topBlue = 0] = data.subarray((5 * 30 + 15) * info.channels);
    expect({ red: red < 60, blue: topBlue > 200 }).toEqual({ red: true, blue: true });
  });

  test.each<[string, (image: Sharp) => Sharp]>([
    ['gif', (image) => image.gif({ loop: 3, delay: [100, 200, 300] })],
    ['webp', (image) => image.webp({ loop: 3, delay: [100, 200, 300] })],
  ])('keeps the frames of a %s and their timing', async (kind, as) => {
    const result = await published(`moving.${kind}`, await as(recording(3)).toBuffer());
    expect(await sharp(result, { animated: true }).metadata()).toMatchObject({
      format: 'webp',
      width: 60,
      pageHeight: 40,
      pages: 3,
      loop: 3,
      delay: [100, 200, 300],
    });
  });

  test('converts colors to sRGB', async () => {
    const result = await published('p3.png', await picture(40, 30).withIccProfile('p3').png().toBuffer());
    expect(await sharp(result).metadata()).toMatchObject({ space: 'srgb', hasProfile: false });
  });

  test('keeps the colors of a GIF exactly', async () => {
    const content = await recording(1).gif().toBuffer();
    const pixels = (image: Buffer) => sharp(image).removeAlpha().raw().toBuffer();
    expect(await pixels(await published('flat.gif', content))).toEqual(await pixels(content));
  });

  test('writes photographs of at most 1600 pixels', async () => {
    const content = await picture(100, 3200).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    const { format, width, height } = await sharp(await published('c.jpg', content)).metadata();
    expect({ format, width, height }).toEqual({ format: 'webp', width: 1600, height: 50 });
  });

  test.each(['d.csv', 'd.pdf'])('writes %s unchanged', async (name) => {
    expect(String(await published(name, 'a,b\r\n'))).toBe('a,b\r\n');
  });

  test('writes an SVG without code and external requests', async () => {
    const content = svg('<style>@import "https://example.org/a.css";</style><script>1</script><path d="M0 0"/>');
    const expected = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><style/><path d="M0 0"/></svg>';
    expect(String(await published('clean.svg', content))).toBe(expected);
  });

  test.each<[string, Content, (file: string) => void]>([
    ['vanished.txt', 'text', (file) => rmSync(file)],
    ['vanished.svg', svg(''), (file) => rmSync(file)],
    ['grown.txt', 'text', (file) => writeFileSync(file, 'longer text')],
    ['broken.svg', svg(''), (file) => writeFileSync(file, '<svg>')],
    ['touched.txt', 'text', (file) => utimesSync(file, 1, 1)],
  ])('reports that %s has changed since it was read', async (name, content, change) => {
    const asset = await assetOf(name, content);
    change(asset.file);
    const expected = new ChangedFileError(asset.file);
    await expect(writeAsset(asset, out())).rejects.toThrow(expected);
    expect(expected.message).toContain(`${name} was changed or removed during the command`);
  });

  test.each<[string, Content]>([
    ['full.txt', 'text'],
    ['full.svg', svg('')],
  ])('leaves the error of a full disk to the system for %s', async (name, content) => {
    const asset = await assetOf(name, content);
    const target = path.join(out(), asset.href);
    mkdirSync(path.dirname(target), { recursive: true });
    symlinkSync('/dev/full', target);
    await expect(writeAsset(asset, out())).rejects.toMatchObject({ code: 'ENOSPC', syscall: 'write' });
  });
});
