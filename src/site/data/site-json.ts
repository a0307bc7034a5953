import { type Archive, makeArchive } from '../../archive/archive.ts';
import type { SiteData } from './site-data.ts';

/** The data of a site as JSON, which carries it from Astro's process of configuration into its pages. */
export interface SiteJson extends Omit<SiteData, 'archive' | 'rendered' | 'markdown' | 'lookAlikes'> {
  settings: Archive['settings'];
  postmortems: Archive['postmortems'];
  rendered: (readonly [string, NonNullable<ReturnType<SiteData['rendered']['get']>>])[];
  markdown: (readonly [string, string])[];
  lookAlikes: (readonly [string, NonNullable<ReturnType<SiteData['lookAlikes']['get']>>])[];
}

export function siteJson({ archive, rendered, markdown, lookAlikes, ...rest }: SiteData): SiteJson {
  const { settings, postmortems } = archive;
  return {
    ...rest,
    settings,
    postmortems,
    rendered: [...rendered],
    markdown: [...markdown],
    lookAlikes: [...lookAlikes],
  };
}

export function readSiteJson({ settings, postmortems, rendered, markdown, lookAlikes, ...rest }: SiteJson): SiteData {
  return {
    ...rest,
    archive: makeArchive(postmortems, settings),
    rendered: new Map(rendered),
    markdown: new Map(markdown),
    lookAlikes: new Map(lookAlikes),
  };
}
