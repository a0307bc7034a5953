import type { APIContext } from 'astro';
import { jsonFeed } from '../../archive/export/feed.ts';
import { getFeed, noFeed } from './_feed.ts';

/** The newest postmortems as JSON Feed 1.1, with their whole text. */
export async function GET({ site }: APIContext): Promise<Response> {
  const feed = await getFeed(site);
  if (!feed) return noFeed();
  const body = JSON.stringify(jsonFeed(feed.archive, feed.items, feed.root));
  return new Response(body, { headers: { 'Content-Type': 'application/feed+json; charset=utf-8' } });
}
