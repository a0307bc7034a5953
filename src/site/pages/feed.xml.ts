import { rssOfArchive } from './_feed.ts';

/** The newest postmortems as RSS 2.0, with their full text. */
export function GET(): Promise<Response> {
  return rssOfArchive();
}
