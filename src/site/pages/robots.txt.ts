import { getSite } from '../data/current.ts';

/**
 * Crawlers may read all of a public site, and nothing of an internal one. The paths have the base, so that the
 * lines can be put into the robots.txt of a host that has other sites, too.
 */
export function GET(): Response {
  const { archive, address } = getSite();
  const { audience } = archive.settings;
  const { base, origin } = address;
  const lines = ['User-agent: *', `${audience === 'public' ? 'Allow' : 'Disallow'}: ${base}`];
  if (base !== '/') lines.unshift('# Crawlers read this file at the root of a host only: put these lines there.');
  if (origin && audience === 'public') lines.push('', `Sitemap: ${new URL(`${base}sitemap-index.xml`, origin)}`);
  return new Response(`${lines.join('\n')}\n`);
}
