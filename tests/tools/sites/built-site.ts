import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { selectAll } from 'hast-util-select';
import type { SitePlace } from './site-setup.ts';

/** A page of a built site. */
export interface Page {
  /** Path within the folder, with `/`. */
  file: string;
  /** Address, with the base path, such as `/kb/causes/`. */
  address: string;
  source: string;
  root: Root;
}

/** A built site, read from the disk as a browser would see it. */
export class BuiltSite {
  readonly place: SitePlace;
  /** Paths of all files, relative to the folder, with `/`, sorted. */
  readonly files: readonly string[];
  readonly pages: readonly Page[];

  constructor(place: SitePlace) {
    this.place = place;
    this.files = filesIn(place.folder);
    this.pages = this.files
      .filter((file) => file.endsWith('.html'))
      .map((file) => {
        const source = this.text(file);
        return { file, address: this.addressOf(file), source, root: fromHtml(source) };
      });
  }

  text(file: string): string {
    return readFileSync(path.join(this.place.folder, file), 'utf8');
  }

  bytes(file: string): Buffer {
    return readFileSync(path.join(this.place.folder, file));
  }

  page(file: string): Page {
    const page = this.pages.find((page) => page.file === file);
    if (!page) throw new Error(`There is no page ${file}`);
    return page;
  }

  /** Returns the file that a static server sends for the path of an address; `undefined` if there is none. */
  fileAt(pathname: string): string | undefined {
    const { base, folder } = this.place;
    if (!pathname.startsWith(base)) return undefined;
    const inner = decodeURIComponent(pathname.slice(base.length));
    const file = inner === '' || inner.endsWith('/') ? `${inner}index.html` : inner;
    const target = path.join(folder, file);
    return existsSync(target) && statSync(target).isFile() ? file : undefined;
  }

  private addressOf(file: string): string {
    const inner = file.replace(/(^|\/)index\.html$/, '$1');
    return this.place.base + inner.split('/').map(encodeURIComponent).join('/');
  }
}

/** Returns the paths of all files in a folder and its subfolders, with `/`, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** Returns the content of a file as text, decompressed if it is compressed. */
export function unpacked(content: Buffer): Buffer {
  return content[0] === 0x1f && content[1] === 0x8b ? gunzipSync(content) : content;
}

/** Returns the addresses that an element links to or loads; `fetched` are those that the browser loads by itself. */
export function referencesOf(root: Root): { element: Element; url: string; fetched: boolean }[] {
  const found: { element: Element; url: string; fetched: boolean }[] = [];
  const add = (element: Element, url: unknown, fetched: boolean) => {
    if (typeof url === 'string') found.push({ element, url, fetched });
  };
  for (const element of selectAll('*', root)) {
    const { tagName, properties } = element;
    const rel = [properties.rel ?? []].flat().join(' ');
    const isFetchedLink = tagName === 'link' && /stylesheet|icon|preload|modulepreload|manifest|prefetch/.test(rel);
    add(element, properties.href ?? properties.xLinkHref, isFetchedLink || tagName === 'use' || tagName === 'image');
    add(element, properties.src, true);
    add(element, properties.poster, true);
    add(element, properties.data, true);
    add(element, properties.action, false);
    if (properties.property === 'og:image') add(element, properties.content, false);
    for (const candidate of String(properties.srcSet ?? '').split(',')) {
      if (candidate.trim()) add(element, candidate.trim().split(/\s/)[0], true);
    }
  }
  return found;
}
