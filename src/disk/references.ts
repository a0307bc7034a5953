import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, OPENING } from '../diagnostics/diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose } from '../diagnostics/rules.ts';
import { decode, isAbsolute, linkAddress, type Reference, type Target } from '../postmortem/html/references.ts';
import { withScheme } from '../postmortem/url.ts';
import { type Asset, isAttachment, isImage, readAsset } from './assets.ts';
import { ABSENT, codeOf, DENIED, isInside } from './read.ts';

/** What relative references are held against: the documents of the archive by their paths within it. */
export interface References {
  folder: string;
  /** Address of the site's root, with `/` at both ends. */
  base: string;
  /** Ids by path; `shown` says whether the site has a page for it. */
  documents: ReadonlyMap<string, { id: string; shown: boolean }>;
  /** The path of a document that one which leads nowhere was most likely meant to be. */
  nearest(path: string): string | undefined;
}

export interface Resolved {
  /** By the address as written. */
  targets: Map<string, Target>;
  assets: Asset[];
  diagnostics: Diagnostic[];
  /** Anchors of other documents that this one names, to be looked up when all are read. */
  anchors: { path: string; anchor: string; reference: Reference }[];
}

/** Looks up the relative links and images of one document; what does not exist is a finding of `broken-link`. */
export async function resolveReferences(
  document: { file: string; path: string },
  references: readonly Reference[],
  context: References,
): Promise<Resolved> {
  const resolved: Resolved = { targets: new Map(), assets: [], diagnostics: [], anchors: [] };
  for (const reference of references) {
    const { url, place = OPENING, addressPlace } = reference;
    if (isAbsolute(url.trim())) continue;
    const problem = await resolve(document, reference, context, resolved);
    if (!problem) continue;
    const { meant, ...found } = problem;
    const fix = meant !== undefined && addressPlace ? { place: addressPlace, text: meant } : undefined;
    resolved.diagnostics.push(diagnose(document.file, { rule: 'broken-link', place, ...found, fix }));
  }
  return resolved;
}

/** `meant` is the address that was most likely meant. */
type Problem = { message: string; help: string; meant?: string };

async function resolve(
  document: { path: string },
  reference: Reference,
  { folder, base, documents, nearest }: References,
  { targets, assets, anchors }: Resolved,
): Promise<Problem | undefined> {
  const { url, kind } = reference;
  const [, address = '', hash = ''] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(url) ?? [];
  const anchor = decode(hash);
  const written = decode(address);
  const target = written === '' ? document.path : path.posix.join(path.posix.dirname(document.path), written);
  if (written.startsWith('/') || target.startsWith('../') || written.includes('\0')) {
    const message = `Unexpected address ${quote(url)}, expected one within the archive`;
    return { message, help: 'Write the path from this file to the other, such as `images/graph.png`.' };
  }
  const other = documents.get(target);
  if (other && kind === 'link') {
    if (anchor) anchors.push({ path: target, anchor, reference });
    if (other.shown && written !== '') {
      targets.set(url, { href: `${base}postmortems/${other.id}/${anchor && `#${encodeURIComponent(anchor)}`}` });
    }
    return undefined;
  }
  if (kind === 'image' && written === '') {
    return { message: 'Unexpected empty address, expected that of an image', help: 'Write the path of the image.' };
  }
  const file = path.join(folder, target);
  const suggest = () => (kind === 'link' ? meantBy(url, document, nearest(target)) : undefined);
  try {
    if (!(await stat(file)).isFile()) return missing(`${quote(url)} is a folder`, suggest());
    if (!(await isInside(file, folder))) {
      return missing(`${quote(url)} leads outside the archive`, suggest());
    }
    if (kind === 'image' ? !isImage(target) : !isAttachment(target)) {
      const message = `Unexpected kind of file ${quote(url)}, expected ${kind === 'image' ? 'an image' : 'a document or an image'}`;
      return { message, help: 'The site publishes png, jpg, gif, webp, avif, svg, pdf, txt, log, csv and json.' };
    }
    // It is read again when the site is written, from wherever that is done.
    const asset = await readAsset(path.resolve(file), target);
    if (!asset)
      return { message: `${quote(url)} cannot be read as an image`, help: 'Save it again as png, jpg or svg.' };
    const { width, height } = asset;
    const href = base + asset.href.split('/').map(encodeURIComponent).join('/');
    targets.set(url, kind === 'link' ? { href } : { src: href, ...(width && { width }), ...(height && { height }) });
    assets.push(asset);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    if (ABSENT.includes(code)) return missing(`${quote(url)} does not exist`, suggest());
    if (DENIED.includes(code)) return { message: `${quote(url)} may not be read`, help: 'Change its permissions.' };
    throw error;
  }
}

/** What is said of an address that leads to nothing. */
function missing(message: string, meant: string | undefined): Problem {
  return meant === undefined
    ? { message, help: 'Correct the path, or add the file.' }
    : { message, help: `Did you mean \`${meant}\`?`, meant };
}

/** The address that one which leads nowhere was most likely meant to be: of a document by its path, or of another site. */
function meantBy(url: string, document: { path: string }, found: string | undefined): string | undefined {
  if (/^www\./i.test(url)) return withScheme(url);
  if (found === undefined) return undefined;
  const behind = url.slice(url.search(/[?#]|$/));
  return linkAddress(path.posix.relative(path.posix.dirname(document.path), found)) + behind;
}
