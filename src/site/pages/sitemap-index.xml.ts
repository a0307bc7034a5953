import { SitemapIndexStream, streamToPromise } from 'sitemap';
import { getSite } from '../data/current.ts';
import { sitemapsOf } from '../data/routes.ts';

/** The list of the sitemap's parts; see https://www.sitemaps.org/protocol.html. */
export async function GET(): Promise<Response> {
  const site = getSite();
  const { base, origin } = site.address;
  const sitemaps = sitemapsOf(site);
  if (sitemaps.length === 0) return new Response(null, { status: 404 });
  const index = new SitemapIndexStream();
  for (const part of sitemaps.keys()) {
    index.write({ url: new URL(`${base}sitemap-${part}.xml`, origin).href });
  }
  index.end();
  return new Response(String(await streamToPromise(index)), { headers: { 'Content-Type': 'application/xml' } });
}
