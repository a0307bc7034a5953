import type { APIContext } from 'astro';
import { rssOfArchive } from './_feed.ts';

/** The newest postmortems as RSS 2.0, with their whole text. */
export function GET({ site }: APIContext): Promise<Response> {
  return rssOfArchive(site);
}
