import { fromConfluence, isConfluence } from './confluence.ts';
import { decode } from './decode.ts';
import { type Image, type ReadImage, takeImages } from './images.ts';
import { fromIssue } from './issue.ts';

/** A file to convert. */
export interface SourceFile {
  name: string;
  bytes: Uint8Array;
  /** Reads a file that the document shows, by its address in the document; `undefined` if there is none. */
  readImage: ReadImage;
}

/** A document as Markdown, with its images. */
export interface Converted {
  text: string;
  images: Image[];
}

const KINDS: Readonly<Record<string, 'text' | 'html' | 'docx'>> = {
  ...{ '': 'text', '.md': 'text', '.markdown': 'text', '.mdown': 'text', '.txt': 'text', '.text': 'text' },
  ...{ '.html': 'html', '.htm': 'html', '.xhtml': 'html', '.docx': 'docx' },
};

/** Returns how a file is converted, by its name; `undefined` for files that are no documents. */
export function kindOfFile(name: string): 'text' | 'html' | 'docx' | undefined {
  // `Upgrade to 1.2` has no extension.
  const extension = /\.[a-z]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? '';
  return KINDS[extension];
}

/** Converts a file to Markdown: text as it is, word for word; HTML and Word documents by their structure. */
export async function convert({ name, bytes, readImage }: SourceFile): Promise<Converted | { reason: string }> {
  const kind = kindOfFile(name);
  if (kind === undefined) return { reason: 'files of this kind cannot be imported' };
  if (kind === 'docx') {
    // Loaded when needed, because most archives have none.
    const { fromWord } = await import('./word.ts');
    const html = await fromWord(bytes);
    return typeof html === 'object' ? html : convertHtml(html, readImage);
  }
  const text = decode(bytes);
  if (text === undefined) return { reason: 'it is not text' };
  if (isConfluence(text)) return convertHtml(fromConfluence(text), readImage);
  if (kind === 'html' || /^\s*<!doctype html/i.test(text.slice(0, 200))) return convertHtml(text, readImage);
  return takeImages(fromIssue(text), readImage);
}

// Longer ones would give a draft over the limits anyway, as tags are short.
const MAX_HTML = 5_000_000;

async function convertHtml(html: string, readImage: ReadImage): Promise<Converted | { reason: string }> {
  // Embedded images first, as they are most of the length.
  const embedded = await takeImages(html, async () => undefined);
  if (embedded.text.length > MAX_HTML)
    return { reason: `it has ${embedded.text.length} characters, more than ${MAX_HTML}` };
  const { fromHtml } = await import('./html.ts');
  try {
    const { text, images } = await takeImages(fromHtml(embedded.text), readImage);
    return { text, images: [...embedded.images, ...images] };
  } catch (error) {
    // The conversion recurses for each level.
    if (error instanceof RangeError) return { reason: 'its elements are nested thousands of levels deep' };
    throw error;
  }
}
