import mammoth from 'mammoth';
import { fromBuffer } from 'yauzl';

// A document of this size unpacked has thousands of pages, or is made to exhaust the memory.
const MAX_UNPACKED = 100_000_000;
// The text is parsed, images are not.
const MAX_TEXT = 20_000_000;

/** Converts a Word document to HTML, with images embedded as base64. */
export async function fromWord(bytes: Uint8Array): Promise<string | { reason: string }> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const problem = await zipProblem(buffer);
  if (problem) return { reason: problem };
  try {
    return (await mammoth.convertToHtml({ buffer })).value;
  } catch (error) {
    return { reason: `it is not a Word document that can be read: ${error instanceof Error ? error.message : error}` };
  }
}

/** Says why a packed file must not be unpacked: it is damaged, or its content is too large. Counts the unpacked bytes. */
function zipProblem(buffer: Buffer): Promise<string | undefined> {
  return new Promise((resolve) => {
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) return resolve('it is not a Word document: no packed file');
      let total = 0;
      let text = 0;
      zip.on('error', () => resolve('it is a damaged Word document'));
      zip.on('end', () => resolve(undefined));
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return resolve('it is a damaged Word document');
          stream.on('data', (chunk: Buffer) => {
            total += chunk.length;
            if (/\.(?:xml|rels)$/i.test(entry.fileName)) text += chunk.length;
            if (total <= MAX_UNPACKED && text <= MAX_TEXT) return;
            stream.destroy();
            zip.close();
            const limit = text > MAX_TEXT ? `${MAX_TEXT / 1_000_000} MB of text` : `${MAX_UNPACKED / 1_000_000} MB`;
            resolve(`it has more than ${limit} when it is unpacked`);
          });
          stream.on('error', () => resolve('it is a damaged Word document'));
          stream.on('end', () => zip.readEntry());
        });
      });
      zip.readEntry();
    });
  });
}
