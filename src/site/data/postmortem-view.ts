import { relationsOf } from '../../archive/archive.ts';
import { type Recurrence, recurrencesAround } from '../../archive/recurrence/recurrence.ts';
import type { SimilarIncident } from '../../archive/similarity/similar-incidents.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { pathBetween } from './comparisons.ts';
import type { SiteData } from './site-data.ts';

/**
 * What the page of a postmortem shows, besides its body and what all pages show: the settings, the theme, the address and the day. Builds
 * compare it to find the pages that have not changed, so the page must not use anything else of the archive.
 */
export interface PostmortemView {
  postmortem: Postmortem;
  /** Whether the site publishes the Markdown file; only internal sites do. */
  hasMarkdown: boolean;
  newer?: Postmortem;
  older?: Postmortem;
  related: readonly Postmortem[];
  /** Recurrences in which the incident repeats earlier ones. */
  before: Recurrence[];
  /** Recurrences in which later incidents repeat it. */
  after: Recurrence[];
  similar: SimilarPostmortem[];
}

/** A similar incident, with its postmortem. */
export interface SimilarPostmortem extends Omit<SimilarIncident, 'id'> {
  postmortem: Postmortem;
  /** Address of the page that compares it with the incident, below the base. */
  comparison?: string;
}

/** Returns what the page of a postmortem shows. */
export function viewOf(site: SiteData, postmortem: Postmortem): PostmortemView {
  const { archive, markdown, similarIncidents } = site;
  const { id } = postmortem;
  const { newer, older, related } = relationsOf(archive, postmortem);
  const similar = (similarIncidents.get(id) ?? []).flatMap(({ id: other, ...found }) => {
    const known = archive.byId.get(other);
    const comparison = known && pathBetween(site, postmortem, known);
    return known ? [{ ...found, postmortem: known, ...(comparison && { comparison }) }] : [];
  });
  return {
    postmortem,
    hasMarkdown: markdown.has(id),
    ...(newer && { newer }),
    ...(older && { older }),
    related,
    ...recurrencesAround(archive, postmortem),
    similar,
  };
}
