import type { Archive } from '../archive/archive.ts';
import { causeTitle, serviceTitle } from '../archive/groups.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';

/** The HTML that Pagefind reads of one postmortem, made from the model: nothing in the pages has to know of the search. */
export function searchDocument(archive: Archive, postmortem: Postmortem, body: string): string {
  const { title, summary } = postmortem;
  const opening = summary && !textOf(body).includes(normalize(summary)) ? `<p>${escapeHtml(summary)}</p>` : '';
  return `<!doctype html><html lang="en"><head><title>${escapeHtml(title)}</title></head><body>
<i data-pagefind-meta="words:${escapeHtml(wordsOf(archive, postmortem))}"></i>
<h1 data-pagefind-weight="10">${escapeHtml(title)}</h1>${opening}${weighted(body)}</body></html>`;
}

/**
 * What else a postmortem should be found by. It goes into a field of its own, which is searched but is in no excerpt
 * and under no heading.
 */
function wordsOf(archive: Archive, postmortem: Postmortem): string {
  const { id, cause, contributing, services, tags, teams, fields } = postmortem;
  const causes = [cause, ...contributing].map((each) => causeTitle(archive, each));
  const titles = services.map((name) => serviceTitle(archive, name));
  return [...new Set([id, ...causes, ...services, ...titles, ...tags, ...teams, ...Object.values(fields).flat()])].join(
    ' · ',
  );
}

// Code is error messages, settings and names: what a responder has in hand. In rendered HTML only tags have a bare `<`.
function weighted(html: string): string {
  return html.replaceAll(/<code(?=[\s>])/g, '<code data-pagefind-weight="3"');
}

function textOf(html: string): string {
  const text = html.replaceAll(/<[^>]*>/g, '').replaceAll('&#x3C;', '<');
  return normalize(text.replaceAll('&#x26;', '&'));
}

function normalize(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
