import { replaceControlCharacters } from '../../../diagnostics/control-characters.ts';
import { cleanCss, cleanCssValue } from './css.ts';
import { readSvg, SVG, type SvgVisitor } from './read.ts';
import { ELEMENTS, IMAGES, STYLE_ATTRIBUTES, TEXT_ATTRIBUTES, TEXTS } from './vocabulary.ts';

/**
 * Returns an SVG file without code, external requests and invisible content, as opening it shows a page of the site's
 * origin. Keeps the elements and attributes of `vocabulary.ts`, references within the file, links for readers, and
 * embedded images. `publish` returns the published form of an embedded image as an address, or `undefined` if it cannot
 * be read. Throws if `readSvg` finds a problem.
 */
export async function cleanSvg(text: string, publish: (image: Buffer) => Promise<string | undefined>): Promise<string> {
  const printer = new Printer();
  const problem = readSvg(text, printer);
  if (problem) throw new Error(`Invalid SVG: ${problem}`);
  const pieces: string[] = [];
  // Sequentially, as each image may need much memory.
  for (const piece of printer.pieces) {
    pieces.push(typeof piece === 'string' ? piece : attribute('href', await publish(piece)));
  }
  return replaceControlCharacters(pieces.join(''));
}

/** Returns the image embedded in the address of an `image`; `undefined` if there is none of a published format. */
export function embeddedImage(address: string): Buffer | undefined {
  const [start] = /^data:image\/(?:png|jpe?g|gif|webp|avif)(?:;[\w-]+=[\w-]+)*;base64,/i.exec(address) ?? [];
  return start === undefined ? undefined : Buffer.from(address.slice(start.length), 'base64');
}

/** Prints the safe part of the visited file. */
class Printer implements SvgVisitor {
  /** The file in order: text, and images that are still to be published. */
  readonly pieces: (string | Buffer)[] = [];
  private readonly names: string[] = [];
  /** Whether the last tag still lacks its `>`. */
  private isTagOpen = false;
  private css = '';

  open(name: string, attributes: ReadonlyMap<string, string>): boolean {
    if (!ELEMENTS.has(name) || this.names.at(-1) === 'style') return false;
    // An animation could set an address or code on another element.
    const animated = attributes.get('attributeName');
    if (animated !== undefined && !STYLE_ATTRIBUTES.has(animated)) return false;
    this.endTag();
    this.pieces.push(`<${name}`);
    if (this.names.length === 0) this.pieces.push(attribute('xmlns', SVG));
    for (const [key, value] of attributes) {
      const image = key === 'href' && IMAGES.has(name) ? embeddedImage(value) : undefined;
      this.pieces.push(image ?? attribute(key, harmlessValue(name, key, value)));
    }
    this.names.push(name);
    this.isTagOpen = true;
    return true;
  }

  text(text: string): void {
    const name = this.names.at(-1) ?? '';
    if (name === 'style') this.css += text;
    if (TEXTS.has(name)) this.print(text);
  }

  close(name: string): void {
    if (name === 'style') this.print(cleanCss(this.css));
    this.css = '';
    this.pieces.push(this.isTagOpen ? '/>' : `</${name}>`);
    this.isTagOpen = false;
    this.names.pop();
  }

  private print(text: string): void {
    if (text === '') return;
    this.endTag();
    this.pieces.push(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  }

  private endTag(): void {
    if (this.isTagOpen) this.pieces.push('>');
    this.isTagOpen = false;
  }
}

/** Formats an attribute as XML; empty if it has no value. */
function attribute(name: string, value: string | undefined): string {
  return value === undefined
    ? ''
    : ` ${name}="${value.replaceAll(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)}"`;
}

/** Returns the safe part of an attribute's value; `undefined` if the attribute is dropped. */
function harmlessValue(element: string, name: string, value: string): string | undefined {
  if (TEXT_ATTRIBUTES.has(name) || name.startsWith('aria-')) return value;
  if (name === 'href') return isHarmlessLink(element, value) ? value : undefined;
  if (name === 'style') return cleanCss(value) || undefined;
  if (!STYLE_ATTRIBUTES.has(name)) return undefined;
  // Browsers split the values of an animation before parsing them.
  const values = (name === 'values' ? value.split(';') : [value]).map(harmlessCss);
  return values.includes(undefined) ? undefined : values.join(';');
}

function harmlessCss(value: string): string | undefined {
  // A value without a bracket contains no function and thus no address.
  return value.includes('(') ? cleanCssValue(value) : value;
}

function isHarmlessLink(element: string, address: string): boolean {
  return address.startsWith('#') || (element === 'a' && /^https?:\/\//i.test(address));
}
