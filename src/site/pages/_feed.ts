import rss from '@astrojs/rss';
import type { Archive } from '../../archive/archive.ts';
import { anniversaryItems, type FeedItem, feedItems, inOrder } from '../../archive/export/feed.ts';
import { type Group, pathOf } from '../../archive/groups/groups.ts';
import { formatMailDate } from '../../postmortem/time/format.ts';
import { getSite } from '../data/current.ts';

/** Content that both feeds share. */
interface Feed {
  archive: Archive;
  items: FeedItem[];
  /** Address of the site's root, with `/` at its end. */
  root: string;
}

// There are many causes and services.
const OF_ARCHIVE = 50;
const OF_GROUP = 20;

/**
 * The newest postmortems for feed readers, and what happened on this day years ago. `undefined` where the address of the
 * site is not known: a feed is read elsewhere, so that without it every link in it would be dead. No feed is written then.
 */
export function getFeed(): Feed | undefined {
  const root = rootOf();
  if (!root) return undefined;
  const { archive, asOf } = getSite();
  const items = [...itemsOf(archive, root, OF_ARCHIVE), ...anniversaryItems(archive, asOf, root)];
  return { archive, root, items: inOrder(items) };
}

/** The feed of all postmortems as RSS 2.0. */
export async function rssOfArchive(): Promise<Response> {
  const feed = getFeed();
  if (!feed) return noFeed();
  const { title, description = 'Incident postmortems, newest first.' } = feed.archive.settings;
  return rssOf({ title, description, items: feed.items, page: feed.root, self: `${feed.root}feed.xml` });
}

/** The feed of a cause or a service as RSS 2.0. */
export async function rssOfGroup(group: Group): Promise<Response> {
  const root = rootOf();
  if (!root) return noFeed();
  const { archive } = getSite();
  const { settings } = archive;
  const page = `${root}${pathOf(group.kind, group.slug)}`;
  return rssOf({
    title: `${group.title} · ${settings.title}`,
    description: group.definition ?? `Incidents of ${group.title}, newest first.`,
    items: itemsOf({ ...archive, postmortems: group.postmortems }, root, OF_GROUP),
    page,
    self: `${page}feed.xml`,
  });
}

/** Says that there is no feed: the build writes no file for an answer without a body. */
export function noFeed(): Response {
  return new Response(null, { status: 404 });
}

/** `page` is what the feed is about, `self` its own address. */
function rssOf(feed: Record<'title' | 'description' | 'page' | 'self', string> & { items: readonly FeedItem[] }) {
  const { title, description, items, page, self } = feed;
  return rss({
    title,
    description,
    site: page,
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: `<language>en</language><atom:link href="${self}" rel="self" type="application/rss+xml"/>`,
    items: items.map((item) => ({
      title: item.title,
      link: item.url,
      ...(item.summary && { description: item.summary }),
      // The library's own `pubDate` is in GMT, and may be of another day than the page.
      customData: `<pubDate>${formatMailDate(item.date)}</pubDate>`,
      content: item.html,
      categories: item.categories,
    })),
  });
}

/** Absolute address of the site's root; `undefined` where the site's origin is not known. */
function rootOf(): string | undefined {
  const { origin, base } = getSite().address;
  return origin && new URL(base, origin).href;
}

/** The newest postmortems of an archive, or a part of one, at most `limit`. */
function itemsOf(archive: Archive, root: string, limit: number): FeedItem[] {
  const { rendered } = getSite();
  const postmortems = archive.postmortems.slice(0, limit);
  return feedItems({ ...archive, postmortems }, (id) => rendered.get(id)?.html ?? '', root);
}
