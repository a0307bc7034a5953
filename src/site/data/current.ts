import json from 'nevertwice:site';
import type { SiteData } from './site-data.ts';
import { readSiteJson } from './site-json.ts';

let current: SiteData | undefined = json && readSiteJson(json);

/** Sets the site that pages show from now on. */
export function provideSite(site: SiteData): void {
  current = site;
}

/** Returns the site that pages show. Throws if none was provided. */
export function getSite(): SiteData {
  if (!current) throw new Error('No site was provided; call provideSite() first');
  return current;
}
