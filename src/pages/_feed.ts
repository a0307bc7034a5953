import { getCollection } from 'astro:content';
import type { Archive } from '../archive/archive.ts';
import { type FeedItem, feedItems } from '../archive/feed.ts';
import { getSite } from './_archive.ts';

/** What both feeds say. */
export interface Feed {
  archive: Archive;
  items: FeedItem[];
  /** Address of the site's root, with `/` at its end. */
  root: string;
}

/**
 * The newest postmortems for feed readers. `undefined` where the address of the site is not known: a feed is read
 * elsewhere, so that without it every link in it would be dead. Neither file is written then.
 */
export async function getFeed(site: URL | undefined): Promise<Feed | undefined> {
  if (!site) return undefined;
  const root = new URL(import.meta.env.BASE_URL, site).href;
  const [{ archive }, entries] = await Promise.all([getSite(), getCollection('postmortems')]);
  const html = new Map(entries.map(({ id, rendered }) => [id, rendered?.html ?? '']));
  return { archive, root, items: feedItems(archive, (id) => html.get(id) ?? '', root) };
}

/** Says that there is no feed: the build writes no file for an answer without a body. */
export function noFeed(): Response {
  return new Response(null, { status: 404 });
}
