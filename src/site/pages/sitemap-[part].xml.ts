import type { APIContext } from 'astro';
import { SitemapStream, streamToPromise } from 'sitemap';
import { pathOn } from '../../archive/site-address.ts';
import { getSite } from '../data/current.ts';
import { sitemapsOf } from '../data/routes.ts';

export function getStaticPaths() {
  return sitemapsOf(getSite()).map((_, part) => ({ params: { part: String(part) } }));
}

/** One part of the sitemap. */
export async function GET({ params }: APIContext): Promise<Response> {
  const { address } = getSite();
  const paths = sitemapsOf(getSite())[Number(params.part)];
  if (!paths) return new Response(null, { status: 404 });
  const sitemap = new SitemapStream({ hostname: address.origin ?? '' });
  for (const path of paths) sitemap.write(pathOn(address, path));
  sitemap.end();
  return new Response(String(await streamToPromise(sitemap)), { headers: { 'Content-Type': 'application/xml' } });
}
