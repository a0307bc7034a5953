import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Comparable, comparableOf } from '../../archive/similarity/comparable.ts';
import { readSource } from '../../disk/read.ts';
import { readMarkdown } from '../../postmortem/body/elements.ts';
import { splitDocument } from '../../postmortem/frontmatter/split.ts';
import { textSections } from '../../postmortem/html/text.ts';

/** What incidents are to be like; a document's `file` is its real path. */
export type Wanted = { text: string } | { document: Comparable; file: string };

/**
 * Reads what the user named: a document, a file of any other kind, `-` for standard input, or a text. Returns the
 * problem, as a text, where that cannot be done.
 */
export async function readWanted(input: readonly string[]): Promise<Wanted | string> {
  const [first = ''] = input;
  const given = input.join(' ');
  if (given === '-') return asText(await endOf(process.stdin));
  // A pasted text may be no name at all: too long, or with a NUL.
  const stats = input.length === 1 ? await stat(first).catch(() => undefined) : undefined;
  if (!stats) return LIKE_A_FILE.test(given) ? `there is no file ${given}` : asText(given);
  if (stats.isDirectory()) return `${first} is a folder; name a file or a text`;
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return `${first} is a device; name a file or a text`;
  if (first.endsWith('.md')) return readDraft(first);
  // A pipe, such as that of `<(command)`, has no size and no place to start at.
  return asText(await endOf(createReadStream(first, stats.isFile() ? { start: Math.max(0, stats.size - BYTES) } : {})));
}

// Nobody looks for these words, but everybody mistypes the name of a file.
const LIKE_A_FILE = /^\S+\.(?:md|txt|log)$/;

// So much of a log is read, its end: what went wrong stands there. The search chooses among its lines.
const BYTES = 256 * 1024;

/** The last `BYTES` of a stream or a little more, as text, whatever they are. */
async function endOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    while (size - (chunks[0]?.length ?? 0) >= BYTES) size -= chunks.shift()?.length ?? 0;
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** A text as it is looked for: without colours and other control characters. */
function asText(raw: string): Wanted | string {
  const text = stripVTControlCharacters(raw)
    .replaceAll(/(?![\t\n\r])\p{Cc}/gu, '')
    .trim();
  return text === '' ? 'there is no text; name a file or a text, or - for standard input' : { text };
}

async function readDraft(name: string): Promise<Wanted | string> {
  const file = await realpath(name);
  const source = await readSource(file, path.dirname(file));
  if ('diagnostic' in source) return `${name}: ${source.diagnostic.message}`;
  const document = asDocument(source.text, name);
  if (typeof document === 'string') return `${name}: ${document}`;
  return document ? { document, file } : `${name} has no text`;
}

/**
 * A document as far as it can be read: a draft need not be valid, nor have frontmatter. `undefined` where it says
 * nothing; as a text why it cannot be read.
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
