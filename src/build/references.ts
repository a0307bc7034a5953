import path from 'node:path';
import { type HiddenReason, whyHidden } from '../archive/audience.ts';
import { hiddenHelp } from '../archive/rules/hidden-reference.ts';
import type { Settings } from '../archive/settings.ts';
import { pathOn, type SiteAddress } from '../archive/site-address.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose, type Finding } from '../diagnostics/rules.ts';
import { isAttachment, isImage } from '../disk/assets/asset-kinds.ts';
import { type Asset, assetAddress } from '../disk/assets/assets.ts';
import type { Refusal } from '../disk/assets/inspect-asset.ts';
import type { BodyInput } from '../postmortem/body/parse.ts';
import { namesDocument } from '../postmortem/body/withhold.ts';
import type { PartialFrontmatter } from '../postmortem/frontmatter/schema.ts';
import { decode, isAbsolute, linkAddress } from '../postmortem/html/addresses.ts';
import { labelsIn } from '../postmortem/html/labels.ts';
import type { Reference, Target } from '../postmortem/html/references.ts';
import { withScheme } from '../postmortem/url.ts';
import type { LinkedFiles } from './linked-files.ts';

/** The context for resolving relative references. */
export interface References {
  files: LinkedFiles;
  address: Pick<SiteAddress, 'base' | 'pageEnd'>;
  /** The documents of the archive by their path within it. */
  documents: ReadonlyMap<string, KnownDocument>;
  settings: Pick<Settings, 'audience' | 'visibility' | 'language'>;
  /** Returns the path of the document that a broken path probably meant. */
  nearest(path: string): string | undefined;
}

/** What resolving needs to know of another document. */
export interface KnownDocument {
  id: string;
  /** The valid keys. */
  frontmatter: PartialFrontmatter;
  /** Whether the site has a page for it. */
  shown: boolean;
}

export interface Resolved {
  /** By address as written. */
  targets: Map<string, Target>;
  assets: Asset[];
  diagnostics: Diagnostic[];
  /** Anchors in other documents, which are checked once all documents are read. */
  anchors: { path: string; anchor: string; reference: Reference }[];
  /** Links and images that point to documents without a page. */
  hidden: { reference: Reference; document: KnownDocument }[];
}

/**
 * Resolves the relative links and images of one document. Reports targets that do not exist (`broken-link`) or that
 * readers of the document cannot see (`hidden-reference`).
 */
export async function resolveReferences(
  document: Referrer,
  references: readonly Reference[],
  context: References,
): Promise<Resolved> {
  const resolved: Resolved = { targets: new Map(), assets: [], diagnostics: [], anchors: [], hidden: [] };
  for (const reference of references) {
    const { url, place = document.placeOf([]), addressPlace } = reference;
    if (isAbsolute(url.trim())) continue;
    const problem = await resolve(document, reference, context, resolved);
    if (!problem) continue;
    const { meant, ...found } = problem;
    const fix = meant !== undefined && addressPlace ? { place: addressPlace, text: meant } : undefined;
    resolved.diagnostics.push(diagnose(document.file, { rule: 'broken-link', place, ...found, fix }));
  }
  return resolved;
}

type Referrer = Pick<BodyInput, 'file' | 'path' | 'valid' | 'placeOf'>;
/** `meant` is the address that was probably meant. */
type Problem = { message: string; help: string; rule?: Finding['rule']; meant?: string };

async function resolve(
  document: Referrer,
  reference: Reference,
  { files, address: site, documents, settings, nearest }: References,
  { targets, assets, anchors, hidden }: Resolved,
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
  if (other && !other.shown) hidden.push({ reference, document: other });
  if (other && kind === 'link') {
    if (anchor) anchors.push({ path: target, anchor, reference });
    if (other.shown && written !== '') {
      const path = `postmortems/${other.id}/${anchor && `#${encodeURIComponent(anchor)}`}`;
      targets.set(url, { href: pathOn(site, path) });
    }
    const reason = whyHidden(document.valid, other.frontmatter, settings);
    return reason && hiddenLink(reference, other, reason, settings);
  }
  if (kind === 'image' && written === '') {
    return { message: 'Unexpected empty address, expected the path of an image', help: 'Write the path of the image.' };
  }
  const refuse = ({ problem, help }: Refusal): Problem => {
    const message = `${quote(url)} ${problem}`;
    return help === undefined
      ? missing(message, kind === 'link' ? meantBy(url, document, nearest(target)) : undefined)
      : { message, help };
  };
  const refusal = await files.find(target);
  if (refusal) return refuse(refusal);
  if (kind === 'image' ? !isImage(target) : !isAttachment(target)) {
    const message = `Unexpected kind of file ${quote(url)}, expected ${kind === 'image' ? 'an image' : 'a document or an image'}`;
    return { message, help: 'The site publishes png, jpg, gif, webp, avif, svg, pdf, txt, log, csv and json.' };
  }
  const file = await files.read(target);
  if ('problem' in file) return refuse(file);
  if (!file.asset) return undefined;
  const href = site.base + assetAddress(file.asset);
  targets.set(url, kind === 'link' ? { href } : { src: href, ...file.asset.size });
  assets.push(file.asset);
  return undefined;
}

/** Returns whether the visible text of a link or image reveals which document it points to. */
export function namesTarget({ text }: Reference, { id, frontmatter }: KnownDocument): boolean {
  return namesDocument(text, id, frontmatter.title);
}

function hiddenLink(
  reference: Reference,
  document: KnownDocument,
  reason: HiddenReason,
  { audience, language }: References['settings'],
): Problem {
  const { url } = reference;
  const isWithheld = audience === 'public' && namesTarget(reference, document);
  return {
    rule: 'hidden-reference',
    message: `Unexpected link to the ${reason} ${quote(url)}${reason === 'internal' ? ' in a public postmortem' : ''}`,
    help: hiddenHelp(
      reason,
      isWithheld
        ? `the site shows \`${labelsIn(language).withheld}\` instead`
        : 'the site keeps its text without the link',
    ),
  };
}

/** Reports an address that does not exist. */
function missing(message: string, meant: string | undefined): Problem {
  return meant === undefined
    ? { message, help: 'Correct the path, or add the file.' }
    : { message, help: `Did you mean \`${meant}\`?`, meant };
}

/** Returns the address that was probably meant: the path of a document, or another site. */
function meantBy(url: string, document: { path: string }, found: string | undefined): string | undefined {
  if (/^www\./i.test(url)) return withScheme(url);
  if (found === undefined) return undefined;
  const suffix = url.slice(url.search(/[?#]|$/));
  return linkAddress(path.posix.relative(path.posix.dirname(document.path), found)) + suffix;
}
