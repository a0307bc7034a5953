import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/** Images of every kind with a note in their metadata, which no published image contains; `make` takes the note. */
export const NOTED_IMAGES: [name: string, place: string, make: (note: string) => Promise<Buffer>][] = [
  ['exif.png', 'EXIF of a PNG', (note) => withExif(note).png().toBuffer()],
  ['exif.jpg', 'EXIF of a JPEG', (note) => withExif(note).jpeg().toBuffer()],
  ['exif.webp', 'EXIF of a WebP', (note) => withExif(note).webp().toBuffer()],
  ['exif.avif', 'EXIF of an AVIF', (note) => withExif(note).avif().toBuffer()],
  [
    'xmp.png',
    'XMP of a PNG',
    async (note) => withChunk(await image().png().toBuffer(), 'iTXtXML:com.adobe.xmp\0\0\0\0\0', note),
  ],
  ['xmp.jpg', 'XMP of a JPEG', (note) => withXmp(note).jpeg().toBuffer()],
  ['xmp.webp', 'XMP of a WebP', (note) => withXmp(note).webp().toBuffer()],
  ['xmp.avif', 'XMP of an AVIF', (note) => withXmp(note).avif().toBuffer()],
  ['comment.gif', 'comment of a GIF', async (note) => withExtension([0xfe], note)],
  ['xmp.gif', 'XMP of a GIF', async (note) => withExtension([0xff, 11, ...Buffer.from('XMP DataXMP')], note)],
  ['text.png', 'text of a PNG', async (note) => withChunk(await image().png().toBuffer(), 'tEXtComment\0', note)],
  ['comment.jpg', 'comment of a JPEG', async (note) => withComment(await image().jpeg().toBuffer(), note)],
  ['data.svg', 'data attribute of an SVG', async (note) => drawing(`<g data-note="${note}"><path d="M0 0h9"/></g>`)],
  ['comment.svg', 'comment of an SVG', async (note) => drawing(`<!-- ${note} -->`)],
  ['metadata.svg', 'metadata of an SVG', async (note) => drawing(`<metadata><a>${note}</a></metadata>`)],
];

function withExif(note: string) {
  return image().withExif({ IFD0: { Copyright: note }, IFD3: { GPSAreaInformation: note } });
}

function withXmp(note: string) {
  const about = `<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="${note}"/>`;
  return image().withXmp(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${about}</rdf:RDF></x:xmpmeta>`,
  );
}

/** A GIF with an extension before its end; `label` comes before the block with the note. */
function withExtension(label: readonly number[], note: string): Buffer {
  const gif = Buffer.from('R0lGODlhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs=', 'base64');
  const extension = [Buffer.of(0x21, ...label, note.length), Buffer.from(note), Buffer.of(0)];
  return Buffer.concat([gif.subarray(0, -1), ...extension, gif.subarray(-1)]);
}

/** A PNG with a chunk before its end, which is 12 bytes long; `start` is its type and the bytes before the note. */
function withChunk(png: Buffer, start: string, note: string): Buffer {
  const chunk = Buffer.from(start + note);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(chunk.length - 4);
  sum.writeUInt32BE(crc32(chunk));
  return Buffer.concat([png.subarray(0, -12), length, chunk, sum, png.subarray(-12)]);
}

/** A JPEG with a comment after its first marker. */
function withComment(jpeg: Buffer, note: string): Buffer {
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.of(0xff, 0xfe, 0, note.length + 2),
    Buffer.from(note),
    jpeg.subarray(2),
  ]);
}

function drawing(content: string): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${content}</svg>`);
}

function image() {
  return sharp({ create: { width: 9, height: 9, channels: 3, background: 'teal' } });
}
