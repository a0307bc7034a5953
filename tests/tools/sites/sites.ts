import { inject } from 'vitest';
import { BuiltSite } from './built-site.ts';
import type { SiteName } from './site-setup.ts';

const places = inject('sites');
const sites = new Map<SiteName, BuiltSite>();

/** Returns a site that the setup has built. */
export function site(name: SiteName): BuiltSite {
  const known = sites.get(name) ?? new BuiltSite(places[name]);
  sites.set(name, known);
  return known;
}

export const SITE_NAMES = Object.keys(places) as SiteName[];
