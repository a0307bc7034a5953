import { type Archive, makeArchive } from '../../archive/archive.ts';
import type { RenderedBody } from '../../build/body-messages.ts';
import type { SiteData } from './site-data.ts';

/** The data of a site as JSON, to pass it from Astro's configuration to its pages. */
export interface SiteJson extends Omit<SiteData, 'archive' | 'rendered' | 'markdown' | 'similarIncidents'> {
  settings: Archive['settings'];
  postmortems: Archive['postmortems'];
  rendered: (readonly [string, RenderedBody])[];
  markdown: (readonly [string, string])[];
  similarIncidents: (readonly [string, NonNullable<ReturnType<SiteData['similarIncidents']['get']>>])[];
}

export function siteJson({ archive, rendered, markdown, similarIncidents, ...rest }: SiteData): SiteJson {
  const { settings, postmortems } = archive;
  return {
    ...rest,
    settings,
    postmortems,
    rendered: postmortems.flatMap(({ id }) => {
      const body = rendered.get(id);
      return body ? [[id, body] as const] : [];
    }),
    markdown: [...markdown],
    similarIncidents: [...similarIncidents],
  };
}

export function readSiteJson({
  settings,
  postmortems,
  rendered,
  markdown,
  similarIncidents,
  ...rest
}: SiteJson): SiteData {
  return {
    ...rest,
    archive: makeArchive(postmortems, settings),
    rendered: new Map(rendered),
    markdown: new Map(markdown),
    similarIncidents: new Map(similarIncidents),
  };
}
