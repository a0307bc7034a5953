import type { APIContext } from 'astro';
import { getSite } from './_archive.ts';

/** What crawlers may read: everything of a public archive, nothing of an internal one. */
export async function GET({ site }: APIContext): Promise<Response> {
  const { audience } = await getSite();
  const lines = ['User-agent: *', audience === 'public' ? 'Allow: /' : 'Disallow: /'];
  if (site) lines.push('', `Sitemap: ${new URL(`${import.meta.env.BASE_URL}sitemap-index.xml`, site)}`);
  return new Response(`${lines.join('\n')}\n`);
}
