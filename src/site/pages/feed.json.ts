import { jsonFeed } from '../../archive/export/feed.ts';
import { getFeed, noFeed } from './_feed.ts';

/** The newest postmortems as JSON Feed 1.1, with their full text. */
export function GET(): Response {
  const feed = getFeed();
  if (!feed) return noFeed();
  const body = JSON.stringify(jsonFeed(feed.archive, feed.items, feed.root));
  return new Response(body, { headers: { 'Content-Type': 'application/feed+json; charset=utf-8' } });
}
