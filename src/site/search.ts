import * as pagefind from 'pagefind';
import { type Archive, yearOf } from '../archive/archive.ts';
import { causeTitle } from '../archive/groups.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { dayOf } from '../postmortem/time.ts';

/** One document of the search index: the HTML that Pagefind reads, and the address of the page that it leads to. */
export interface SearchDocument {
  /** Address within the site, without its base, which Pagefind's client puts before it. */
  url: string;
  html: string;
}

/** The documents of the index, made from the model: nothing in the pages has to know of the search. */
export function documentsOf(archive: Archive, rendered: ReadonlyMap<string, Rendered>): SearchDocument[] {
  return archive.postmortems.map((postmortem) => ({
    url: `/postmortems/${postmortem.id}/`,
    html: documentHtml(archive, postmortem, rendered.get(postmortem.id)?.html ?? ''),
  }));
}

function documentHtml(archive: Archive, postmortem: Postmortem, body: string): string {
  const { id, title, summary = '', cause, severity = 'unknown', services, tags, status, fields } = postmortem;
  const filters = [
    ['cause', cause],
    ['severity', severity],
    ['status', status],
    ['year', yearOf(postmortem)],
    ...services.map((service) => ['service', service]),
  ];
  // Every document has every key: Pagefind leaves those without one out of a sorted result. Unknown sorts last.
  const sort = [
    ['date', dayOf(postmortem.started)],
    ['impact', String(postmortem.impact?.percent ?? -1)],
    ['duration', String(postmortem.durationMinutes ?? -1)],
  ];
  const meta = [
    ['id', id],
    ['date', dayOf(postmortem.started)],
    ['cause', causeTitle(archive, cause)],
    ['severity', severity],
    ['duration', String(postmortem.durationMinutes ?? '')],
    ['impact', String(postmortem.impact?.percent ?? '')],
  ];
  const marks = (kind: string, pairs: readonly (readonly string[])[]) =>
    pairs.map(([key = '', value = '']) => `<i data-pagefind-${kind}="${key}:${escapeHtml(value)}"></i>`).join('');
  const words = [causeTitle(archive, cause), ...services, ...tags, ...Object.values(fields).flat()].join(' · ');
  return `<!doctype html><html lang="en"><head><title>${escapeHtml(title)}</title></head><body>
${marks('filter', filters)}${marks('sort', sort)}${marks('meta', meta)}
<h1>${escapeHtml(title)}</h1><p>${escapeHtml(summary)}</p>${body}<p>${escapeHtml(words)}</p></body></html>`;
}

/** Writes the index into an empty folder, with the small scripts that search it. */
export async function writeSearchIndex(documents: readonly SearchDocument[], folder: string): Promise<void> {
  const index = await createIndex(documents);
  report(await index.writeFiles({ outputPath: folder }));
  await pagefind.close();
}

/** The same files by their path within the folder, in memory. */
export async function searchFiles(documents: readonly SearchDocument[]): Promise<Map<string, Uint8Array>> {
  const index = await createIndex(documents);
  const { files } = report(await index.getFiles());
  await index.deleteIndex();
  return new Map(files.map(({ path, content }) => [path, content]));
}

async function createIndex(documents: readonly SearchDocument[]): Promise<pagefind.PagefindIndex> {
  const { index } = report(
    await pagefind.createIndex({ forceLanguage: 'en', excludeSelectors: ['.heading-link'], writePlayground: false }),
  );
  if (!index) throw new Error('Pagefind gave no index');
  for (const { url, html } of documents) report(await index.addHTMLFile({ url, content: html }));
  return index;
}

/** Pagefind answers with its errors; none of them is the author's. */
function report<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) throw new Error(`Pagefind: ${response.errors.join('; ')}`);
  return response;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
