import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { Archive } from '../archive/archive.ts';
import { countOf } from '../diagnostics/report.ts';
import { type Loaded, loadArchive } from '../disk/load.ts';
import { readSource } from '../disk/read.ts';
import { splitFrontmatter } from '../postmortem/frontmatter.ts';
import { textSections } from '../postmortem/html/text.ts';
import { parseMarkdown, toElements } from '../postmortem/markdown.ts';
import { dayOf } from '../postmortem/time.ts';
import type { MemoryDocument } from '../search/memory-source.ts';
import { namesOf } from '../site/search-document.ts';
import { print, reportText } from './print.ts';
import { type Similar, similarToDocument, similarToText } from './similar-incidents.ts';

export interface SimilarOptions {
  /** The archive's folder. */
  in: string;
  format: 'pretty' | 'json';
  /** How many incidents are named at most. */
  limit: number;
}

/** What incidents are to be like; a document's `file` is its real path. */
type Wanted = { text: string } | { document: MemoryDocument; file: string };

/**
 * Prints the past incidents that are like a file or a text, best first and with the reasons. Returns the exit status:
 * 0 there are some, 1 there are none, 2 wrong usage or something that cannot be read. Throws `MissingFolderError`
 * where there is no such archive.
 */
export async function similar(input: readonly string[], options: SimilarOptions): Promise<number> {
  const wanted = await readWanted(input);
  if (typeof wanted === 'string') return print.problem(wanted);
  const loaded = await loadArchive(options.in, LOADING);
  if (!loaded.archive) {
    print.error(reportText(loaded));
    return 2;
  }
  const { archive } = loaded;
  sayWhatIsLeftOut(loaded);
  const past = archive.postmortems.map((postmortem): MemoryDocument => {
    const { id, title, summary } = postmortem;
    const sections = loaded.texts.get(id) ?? [];
    return { id, title, ...(summary && { summary }), names: namesOf(archive, postmortem), sections };
  });
  const found = await find(wanted, past, archive, options);
  if (options.format === 'json') print.result(`${JSON.stringify(asJson(found.similar), null, 2)}\n`);
  else print.result(found.similar.map((each) => pretty(each, archive, options.in)).join('\n'));
  if (found.similar.length === 0) print.error('nevertwice: no past incident is like this\n');
  if (found.suggestion !== undefined) print.error(`nevertwice: did you mean: ${found.suggestion}\n`);
  return found.similar.length > 0 ? 0 : 1;
}

// Whoever has the files may see them all.
const LOADING = { drafts: true, audience: 'internal', base: '/', render: false, texts: true } as const;

async function find(wanted: Wanted, past: MemoryDocument[], archive: Archive, { in: folder, limit }: SimilarOptions) {
  if ('text' in wanted) return similarToText(wanted.text, past, limit);
  const root = await realpath(folder);
  const isItself = (id: string) => path.join(root, archive.byId.get(id)?.path ?? '') === wanted.file;
  return { similar: similarToDocument(wanted.document, past, limit, isItself), suggestion: undefined };
}

/** Reads what the user named; returns the problem, as a text, where that cannot be done. */
async function readWanted(input: readonly string[]): Promise<Wanted | string> {
  const [first = ''] = input;
  const given = input.join(' ');
  if (given === '-') return asText(await readAll(process.stdin));
  const kind = input.length === 1 ? await kindOf(first) : undefined;
  if (kind === 'folder') return `${first} is a folder; name a file or a text`;
  if (kind === undefined) return LIKE_A_FILE.test(given) ? `there is no file ${given}` : asText(given);
  const file = await realpath(first);
  const source = await readSource(file, path.dirname(file));
  if ('diagnostic' in source) return `${first}: ${source.diagnostic.message}`;
  if (!first.endsWith('.md')) return asText(source.text);
  const document = readDocument(source.text, first);
  return isEmpty(document) ? `${first} has no text` : { document, file };
}

// Nobody looks for these words, but everybody mistypes the name of a file.
const LIKE_A_FILE = /^\S+\.(?:md|txt|log)$/;

function asText(text: string): Wanted | string {
  return text.trim() === '' ? 'there is no text; name a file or a text, or - for standard input' : { text };
}

async function kindOf(name: string): Promise<'file' | 'folder' | undefined> {
  // A pasted text may be no name at all: too long, or with a NUL.
  const stats = await stat(name).catch(() => undefined);
  return stats && (stats.isDirectory() ? 'folder' : 'file');
}

/** A document as far as it can be read: a draft need not be valid, nor have frontmatter. */
function readDocument(source: string, file: string): MemoryDocument {
  const { data = {}, body = source } = splitFrontmatter(source, file);
  // What is nested too deeply to be read has no text.
  const elements = toElements(parseMarkdown(body));
  const sections = elements ? textSections(elements) : [];
  const one = (key: string) => (typeof data[key] === 'string' ? data[key] : undefined);
  const names = ['cause', 'contributing', 'services', 'tags'].flatMap((key) => data[key] ?? []);
  const summary = one('summary');
  return {
    // No incident has an empty id.
    id: '',
    title: one('title') ?? sections.find(({ title }) => title !== '')?.title ?? '',
    ...(summary && { summary }),
    names: names.filter((name): name is string => typeof name === 'string'),
    sections,
  };
}

function isEmpty({ title, sections }: MemoryDocument): boolean {
  return title === '' && sections.every(({ text }) => text === '');
}

function sayWhatIsLeftOut({ report }: Loaded): void {
  const files = new Set(report.diagnostics.filter(({ severity }) => severity === 'error').map(({ file }) => file)).size;
  if (countOf(report, 'error') === 0) return;
  print.error(`nevertwice: ${files === 1 ? '1 file with errors is' : `${files} files with errors are`} left out\n`);
}

function asJson(similar: readonly Similar[]) {
  const rounded = similar.map(({ id, score, shared, ...rest }) => ({
    ...{ id, score: Math.round(score * 1000) / 1000, shared },
    ...rest,
  }));
  return { version: 1, similar: rounded };
}

function pretty({ id, score, sameError, shared }: Similar, archive: Archive, folder: string): string {
  const postmortem = archive.byId.get(id);
  if (!postmortem) return '';
  const percent = `${Math.round(score * 100)}%`;
  const reasons = [
    ...(sameError ? [`same error: ${sameError}`] : []),
    ...(shared.length > 0 ? [`shared: ${shared.join(', ')}`] : []),
  ];
  const lines = [path.join(folder, postmortem.path), ...reasons].map((line) => `      ${line}\n`);
  return `${percent.padStart(4)}  ${postmortem.title} (${dayOf(postmortem.started)})\n${lines.join('')}`;
}
