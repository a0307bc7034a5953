import { getSite } from '../data/current.ts';

/**
 * Lets crawlers read a public site, but not an internal one. Paths contain the base, so that the lines can be copied to
 * the robots.txt of a host with several sites.
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
