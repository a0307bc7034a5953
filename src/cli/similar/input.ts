import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Comparable, comparableOf } from '../../archive/similarity/comparable.ts';
import { readSource } from '../../disk/read.ts';
import { readMarkdown } from '../../postmortem/body/elements.ts';
import { splitDocument } from '../../postmortem/frontmatter/split.ts';
import { textSections } from '../../postmortem/html/text.ts';

/** What to compare incidents with; `file` is the real path of the document. */
export type SimilarInput = { text: string } | { document: Comparable; file: string };

/**
 * Reads the user's input: a document, any other file, `-` for standard input, or a text. Returns a message if it cannot
 * be read.
 */
export async function readInput(input: readonly string[]): Promise<SimilarInput | string> {
  const [first = ''] = input;
  const given = input.join(' ');
  if (given === '-') return asText(await endOf(process.stdin));
  // A pasted text may be an invalid file name: too long, or with a NUL.
  const stats = input.length === 1 ? await stat(first).catch(() => undefined) : undefined;
  if (!stats) return LIKE_A_FILE.test(given) ? `there is no file ${given}` : asText(given);
  if (stats.isDirectory()) return `${first} is a folder; give a file or a text`;
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return `${first} is a device; give a file or a text`;
  if (first.endsWith('.md')) return readDraft(first);
  // Pipes, such as `<(command)`, have no size and cannot be read from an offset.
  return asText(
    await endOf(createReadStream(first, stats.isFile() ? { start: Math.max(0, stats.size - MAX_BYTES) } : {})),
  );
}

// A single word with such an extension is a mistyped file name rather than a query.
const LIKE_A_FILE = /^\S+\.(?:md|txt|log)$/;

// Number of bytes that are read, from the end of a log, where errors usually are. The search selects lines.
const MAX_BYTES = 256 * 1024;

/** Returns the last `MAX_BYTES` of a stream, or slightly more, decoded as text. */
async function endOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    while (size - (chunks[0]?.length ?? 0) >= MAX_BYTES) size -= chunks.shift()?.length ?? 0;
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Cleans a text: removes colors and other control characters. */
function asText(raw: string): SimilarInput | string {
  const text = stripVTControlCharacters(raw)
    .replaceAll(/(?![\t\n\r])\p{Cc}/gu, '')
    .trim();
  return text === '' ? 'the input is empty; give a file, a text, or - for standard input' : { text };
}

async function readDraft(name: string): Promise<SimilarInput | string> {
  const file = await realpath(name);
  const source = readSource(file, path.dirname(file));
  if ('diagnostic' in source) return `${name}: ${source.diagnostic.message}`;
  const document = asDocument(source.text, name);
  if (typeof document === 'string') return `${name}: ${document}`;
  return document ? { document, file } : `${name} has no text`;
}

/**
 * Reads a document as far as possible: a draft may be invalid or have no frontmatter. `undefined` if it is empty; a
 * message if it cannot be read.
 */
function asDocument(source: string, file: string): Comparable | string | undefined {
  const { data = {}, body = source } = splitDocument(source, file);
  const read = readMarkdown(body);
  if ('excess' in read) return read.excess.map(({ message }) => message).join('; ');
  const sections = textSections(read.elements);
  const title = typeof data.title === 'string' ? data.title : sections.find((section) => section.title !== '')?.title;
  if (!title && sections.every(({ text }) => text === '')) return undefined;
  // No incident has an empty id.
  return comparableOf('', { ...data, title }, sections);
}
