import { type Archive, yearOf } from '../../archive/archive.ts';
import { factOf } from '../../archive/groups/facts.ts';
import { fieldValues } from '../../archive/groups/fields.ts';
import { causeTitle, serviceTitle } from '../../archive/groups/groups.ts';
import { ACTION_TYPES } from '../../postmortem/body/actions/action-fields.ts';
import { cutBetweenWords } from '../../postmortem/body/cut.ts';
import { escapeHtml } from '../../postmortem/html/escape.ts';
import { type Part, partsOf } from '../../postmortem/html/parts.ts';
import type { Impact } from '../../postmortem/impact.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import type { FeaturedDocument } from '../../search/manifest.ts';
import type { ResultFact } from '../../search/result-document.ts';
import { aliasesOf } from '../../search/text/identifiers.ts';
import type { RenderedBodies, RenderedBody } from '../body-messages.ts';

/** An archive and the rendered bodies of its postmortems, by id. */
export interface SearchIndexInput {
  archive: Archive;
  rendered: RenderedBodies;
}

/** The part of an archive that a document in the index depends on. */
export type WithSettings = Pick<Archive, 'settings'>;

/**
 * Returns the HTML of one postmortem for Pagefind. It is made from the model, so that pages are independent of the
 * search.
 */
export function searchDocument(
  archive: WithSettings,
  postmortem: Postmortem,
  { html, landmarks, words, hasSummary }: RenderedBody,
): string {
  const parts = partsOf(html, landmarks, ['resolution', 'actions']);
  const { title, summary, kind, cause, services, status } = postmortem;
  const names = namesOf(archive, postmortem).join(' · ');
  const aliases = [...aliasesOf([title, summary, names].join('\n')), words.aliases].join(' ');
  const filters = {
    kind: [kind],
    cause: [cause],
    severity: [factOf(archive, postmortem).severity],
    service: services,
    year: [yearOf(postmortem)],
    status: [status],
    // Not used as a filter: filters are stored with the document without being searched.
    fact: [JSON.stringify({ ...resultFact(archive, postmortem), ...resolutionFact(postmortem, parts) })],
  };
  const marks = Object.entries(filters).flatMap(([name, values]) => values.map((value) => filterOf(name, value)));
  return `<!doctype html><html lang="en"><head><title>${escapeHtml(title)}</title></head><body>
${marks.join('')}<i data-pagefind-meta="names:${escapeHtml(names)}"></i><i data-pagefind-meta="aliases:${escapeHtml(aliases)}"></i>
<h1 data-pagefind-weight="10">${escapeHtml(title)}</h1>${!summary || hasSummary ? '' : `<p>${escapeHtml(summary)}</p>`}${weighted(parts.map(textOfPart).join(''))}</body></html>`;
}

/** Returns a postmortem as shown before a query is typed. */
export function featuredDocument({ id, title, started, impact }: Postmortem): FeaturedDocument {
  const percent = impact?.percent;
  return { id, title, date: localDate(started), ...(percent !== undefined && { impact: percent }) };
}

function resultFact(
  archive: WithSettings,
  { id, started, kind, cause, severity, durationMinutes, impact }: Postmortem,
): ResultFact {
  return {
    id,
    date: localDate(started),
    ...(kind === 'near-miss' && { isNearMiss: true }),
    cause: causeTitle(archive, cause),
    ...(severity && { severity }),
    ...(durationMinutes !== undefined && { duration: durationMinutes }),
    ...impactFact(impact),
  };
}

/** Maximum number of characters of what fixed an incident, in results. */
const MAX_RESOLUTION = 160;

function resolutionFact({ resolution }: Postmortem, parts: readonly Part[]): Pick<ResultFact, 'resolution'> {
  if (!resolution) return {};
  const [, anchor] = /\sid="([^"]+)"/.exec(parts.find(({ kind }) => kind === 'resolution')?.heading ?? '') ?? [];
  const text = resolution.length > MAX_RESOLUTION ? cutBetweenWords(resolution, MAX_RESOLUTION - 1) : resolution;
  return { resolution: { text, ...(anchor && { anchor }) } };
}

// Annotations of action items, which are data rather than text. Owners stay: people search for them.
const ANNOTATION = new RegExp(
  `\\s+(?:type:(?:${ACTION_TYPES.join('|')})|status:[\\w-]+|(?:due|done):\\s?\\d{4}-\\d{2}-\\d{2})(?![\\w-])`,
  'giu',
);

/** Returns the HTML of a part of the body, without the annotations of action items. */
function textOfPart({ kind, heading, before, html, after }: Part): string {
  const list = kind === 'actions' ? html.replaceAll(ANNOTATION, '') : html;
  return heading + before + list + after;
}

function impactFact({ percent, of, qualifier, amounts: [amount] = [] }: Partial<Impact> = {}): Partial<ResultFact> {
  if (percent === undefined) return { ...(amount && { amount }) };
  return { impact: percent, ...(of && { of }), ...(qualifier && { qualifier }) };
}

/**
 * Returns further names by which a postmortem should be found. They are indexed as metadata, which is searched but not
 * part of excerpts.
 */
export function namesOf(archive: WithSettings, postmortem: Postmortem): string[] {
  const { id, cause, contributing, services, tags, teams, fields } = postmortem;
  const causes = [cause, ...contributing].map((each) => causeTitle(archive, each));
  const titles = services.map((name) => serviceTitle(archive, name));
  const values = Object.keys(fields).flatMap((key) => fieldValues(postmortem, key));
  return [...new Set([id, ...causes, ...services, ...titles, ...tags, ...teams, ...values])];
}

function filterOf(name: string, value: string): string {
  return `<i data-pagefind-filter="${name}" data-pagefind-ignore>${escapeHtml(value)}</i>`;
}

// Code contains error messages, settings and names, which responders search for. In rendered HTML, only tags contain
// `<`.
function weighted(html: string): string {
  return html.replaceAll(/<code(?=[\s>])/g, '<code data-pagefind-weight="3"');
}
