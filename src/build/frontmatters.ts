import { createHash } from 'node:crypto';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Diagnostic, type Place, START } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/rules.ts';
import type { Cache } from '../disk/cache.ts';
import { readSource } from '../disk/read.ts';
import { relativePath } from '../disk/relative-path.ts';
import type { BodyInput, ParsedFrontmatter } from '../postmortem/body/parse.ts';
import type { DocumentSettings, Identity } from '../postmortem/document.ts';
import { incompleteFrontmatter } from '../postmortem/frontmatter/incomplete.ts';
import { parseFrontmatter } from '../postmortem/frontmatter/parse.ts';
import { type PlaceTable, placeAt, placeTable } from '../postmortem/frontmatter/places.ts';
import { invalidId } from '../postmortem/rules/invalid-id.ts';
import { faultOf } from './fault.ts';
import { startPhase } from './progress.ts';

/** A document whose frontmatter is parsed, and whose body is not yet. */
export interface OpenedDocument extends Omit<ParsedFrontmatter, 'split'> {
  split: BodyInput['split'];
  /** The text of the file. */
  source: string;
  /** Names everything that the document is parsed from: its text, its path, and the settings. */
  key: string;
}

/** What is stored of a frontmatter. The rest is parsed again when it is needed, which is only for diagnostics. */
interface StoredFrontmatter extends Pick<ParsedFrontmatter, 'frontmatter' | 'valid' | 'diagnostics'> {
  opening: Place;
}

/** Options of `readFrontmatters`. */
export interface FrontmatterOptions {
  /** Whether documents with errors keep their valid keys. */
  incomplete?: boolean | undefined;
  /** The day that is assumed as the start of incomplete documents, `YYYY-MM-DD`. */
  asOf?: string | undefined;
  cache: Cache;
  /** Called for each document that is not in the cache. */
  onParse?: (() => void) | undefined;
}

// Takes some 20 ms.
const FILES_IN_A_ROW = 20;

/** Reads the frontmatter of documents and puts their source texts into `texts`, by file. */
export async function readFrontmatters(
  folder: string,
  files: readonly string[],
  settings: DocumentSettings,
  texts: Map<string, string>,
  { incomplete = false, asOf, cache, onParse }: FrontmatterOptions,
): Promise<{ documents: OpenedDocument[]; diagnostics: Diagnostic[] }> {
  const documents: OpenedDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const settingsKey = JSON.stringify(settings);
  const step = startPhase('reading frontmatter', files.length);
  for (const [index, file] of files.entries()) {
    // Lets signals and requests in.
    if (index % FILES_IN_A_ROW === 0) await setImmediate();
    step();
    const read = readSource(file, folder);
    if ('diagnostic' in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    const { text: source } = read;
    texts.set(file, source);
    const identity = identityOf(file, folder);
    let opening = START;
    try {
      const key = hashOf([settingsKey, identity.path, source]);
      const found = await parse(identity, source, settings, key, { cache, onParse });
      opening = found.opening;
      for (const each of found.document.diagnostics) diagnostics.push(each);
      documents.push(incomplete && asOf ? complete(found.document, found.parsedNow, asOf) : found.document);
    } catch (error) {
      diagnostics.push(diagnose(file, faultOf(error as Error)));
    }
    for (const finding of invalidId(identity.id, opening)) diagnostics.push(diagnose(file, finding));
  }
  return { documents, diagnostics };
}

/** Returns how a document in a folder is identified. */
export function identityOf(file: string, folder: string): Identity {
  return { id: path.basename(file, '.md'), file, path: relativePath(folder, file) };
}

async function parse(
  identity: Identity,
  source: string,
  settings: DocumentSettings,
  key: string,
  { cache, onParse }: Pick<FrontmatterOptions, 'cache' | 'onParse'>,
): Promise<{ document: OpenedDocument; opening: Place; parsedNow: () => ParsedFrontmatter }> {
  // The syntax tree of the frontmatter takes much memory, and is hardly ever needed again: for diagnostics.
  let weak: WeakRef<ParsedFrontmatter> | undefined;
  let kept: { split: BodyInput['split']; places: PlaceTable } | undefined;
  const parsedNow = () => {
    const parsed = weak?.deref() ?? parseFrontmatter(source, identity, settings);
    weak = new WeakRef(parsed);
    return parsed;
  };
  const keptNow = () => {
    if (kept) return kept;
    const { split, valid, placeOf } = parsedNow();
    const { body, bodyLine, opening, end } = split;
    kept = {
      split: { ...(body !== undefined && { body }), bodyLine, opening, end },
      places: placeTable(valid, placeOf),
    };
    return kept;
  };
  const { opening, diagnostics, ...stored } = await cache.get<StoredFrontmatter>(
    'documents',
    ['frontmatter', key],
    async () => {
      onParse?.();
      const { frontmatter, valid, diagnostics, split } = parsedNow();
      keptNow();
      return { ...(frontmatter && { frontmatter }), valid, diagnostics, opening: split.opening };
    },
  );
  const document: OpenedDocument = {
    ...{ ...identity, ...stored, source, key },
    // The path may be spelled differently than when it was stored.
    diagnostics: diagnostics.map((found) => ({ ...found, file: identity.file })),
    placeOf: (path, part) =>
      (part === 'key' ? undefined : placeAt(keptNow().places, path)) ?? parsedNow().placeOf(path, part),
    fixValue: (...value) => parsedNow().fixValue(...value),
    // A getter, as documents from the cache hardly ever need it. Spreading the object calls it.
    get split() {
      return keptNow().split;
    },
  };
  return { document, opening, parsedNow };
}

/** Adds a frontmatter of the valid keys to a document that has none. */
function complete(document: OpenedDocument, parsedNow: () => ParsedFrontmatter, asOf: string): OpenedDocument {
  if (document.frontmatter) return document;
  const frontmatter = incompleteFrontmatter(parsedNow(), asOf);
  return { ...document, frontmatter, key: hashOf([document.key, JSON.stringify(frontmatter)]) };
}

/** Returns the name of a document that is made from some texts. */
export function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('base64url');
}
