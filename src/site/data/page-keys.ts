import { hashOf } from '../../build/frontmatters.ts';
import { comparisonsOf } from './comparisons.ts';
import { viewOf } from './postmortem-view.ts';
import type { SiteData } from './site-data.ts';

/**
 * Returns a function that names everything that the page at an address is made from, besides the code; `undefined` for pages
 * that show too much of the archive to stay as they are. `bodies` has texts by id that differ for different bodies.
 */
export function pageKeys(site: SiteData, bodies: ReadonlyMap<string, string>): (address: string) => string | undefined {
  const { archive, theme, address, asOf, history, hasCards } = site;
  const frame = hashOf([JSON.stringify([archive.settings, theme, address, asOf, history, hasCards])]);
  const bodyKey = (id: string) => bodies.get(id) ?? '';
  return (page) => {
    const comparison = comparisonsOf(site).get(page);
    if (comparison) {
      const { earlier, later } = comparison;
      return hashOf([frame, JSON.stringify(comparison), bodyKey(earlier.id), bodyKey(later.id)]);
    }
    const [, id = ''] = /^postmortems\/([^/]+)\/$/.exec(page) ?? [];
    const postmortem = archive.byId.get(id);
    return postmortem && hashOf([frame, JSON.stringify(viewOf(site, postmortem)), bodyKey(id)]);
  };
}
