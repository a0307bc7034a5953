import type { APIContext } from 'astro';
import { getSite } from './_archive.ts';

/**
 * What crawlers may read: everything of a public site, nothing of an internal one. The paths have the base, so that the
 * lines can be put into the robots.txt of a host that has other sites, too.
 */
export async function GET({ site }: APIContext): Promise<Response> {
  const { audience } = (await getSite()).archive.settings;
  const base = import.meta.env.BASE_URL;
  const lines = ['User-agent: *', `${audience === 'public' ? 'Allow' : 'Disallow'}: ${base}`];
  if (base !== '/') lines.unshift('# Crawlers read this file at the root of a host only: put these lines there.');
  if (site && audience === 'public') lines.push('', `Sitemap: ${new URL(`${base}sitemap-index.xml`, site)}`);
  return new Response(`${lines.join('\n')}\n`);
}
