import { hashOf } from '../../build/frontmatters.ts';
import { comparisonsOf, renderedPair } from './comparisons.ts';
import { viewOf } from './postmortem-view.ts';
import type { SiteData } from './site-data.ts';

/**
 * Returns a function that names everything that the page at an address is made from, besides the code; `undefined` for pages
 * that show too much of the archive to stay as they are.
 */
export function pageKeys(site: SiteData): (address: string) => string | undefined {
  const { archive, theme, address, asOf, history } = site;
  const frame = hashOf([JSON.stringify([archive.settings, theme, address, asOf, history])]);
  return (page) => {
    const comparison = comparisonsOf(site).get(page);
    if (comparison) return hashOf([frame, JSON.stringify([comparison, renderedPair(site, comparison)])]);
    const [, id = ''] = /^postmortems\/([^/]+)\/$/.exec(page) ?? [];
    const postmortem = archive.byId.get(id);
    return postmortem && hashOf([frame, JSON.stringify(viewOf(site, postmortem))]);
  };
}
