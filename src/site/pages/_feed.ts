import rss from '@astrojs/rss';
import type { Archive } from '../../archive/archive.ts';
import {
  type AnniversaryWords,
  anniversaryItems,
  type FeedItem,
  feedItems,
  inOrder,
} from '../../archive/export/feed.ts';
import { type Group, pathOf } from '../../archive/groups/groups.ts';
import { formatMailDate } from '../../postmortem/time/format.ts';
import { href } from '../components/href.ts';
import { getSite } from '../data/current.ts';
import { formatDay } from '../data/format.ts';
import { t } from '../data/text.ts';

/** Content that both feeds share. */
interface Feed {
  archive: Archive;
  items: FeedItem[];
  /** Address of the site's root, with a trailing `/`. */
  root: string;
}

// Smaller than the main feed, as there are many causes and services.
const OF_ARCHIVE = 50;
const OF_GROUP = 20;

/**
 * Returns the newest postmortems and the anniversaries of the day for feed readers; `undefined` if the address of the site
 * is unknown, as the links in a feed must be absolute.
 */
export function getFeed(): Feed | undefined {
  const root = rootOf();
  if (!root) return undefined;
  const { archive, asOf, address } = getSite();
  const anniversaries = anniversaryItems(archive, asOf, ANNIVERSARY, root, address.pageEnd);
  const items = [...itemsOf(archive, root, OF_ARCHIVE), ...anniversaries];
  return { archive, root, items: inOrder(items) };
}

/** Returns the feed of all postmortems as RSS 2.0. */
export async function rssOfArchive(): Promise<Response> {
  const feed = getFeed();
  if (!feed) return noFeed();
  const { title, description = t('feed.lede') } = feed.archive.settings;
  return rssOf({ title, description, items: feed.items, page: feed.root, self: `${feed.root}feed.xml` });
}

/** Returns the feed of a cause or a service as RSS 2.0. */
export async function rssOfGroup(group: Group): Promise<Response> {
  const root = rootOf();
  if (!root) return noFeed();
  const { archive } = getSite();
  const { settings } = archive;
  const path = pathOf(group.kind, group.slug);
  return rssOf({
    title: `${group.title} · ${settings.title}`,
    description: group.definition ?? t('feed.groupLede', { group: group.title }),
    items: itemsOf({ ...archive, postmortems: group.postmortems }, root, OF_GROUP),
    page: new URL(href(path), root).href,
    self: `${root}${path}feed.xml`,
  });
}

const ANNIVERSARY: AnniversaryWords = {
  title: (years) => t('home.yearsAgo', { count: years }),
  text: (years, started) => t('feed.anniversary', { count: years, date: formatDay(started) }),
};

/** Returns a response without a body, for which the build writes no file. */
export function noFeed(): Response {
  return new Response(null, { status: 404 });
}

/** Formats a feed; `page` is the address of its subject, `self` its own. */
function rssOf(feed: Record<'title' | 'description' | 'page' | 'self', string> & { items: readonly FeedItem[] }) {
  const { title, description, items, page, self } = feed;
  return rss({
    title,
    description,
    site: page,
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: `<language>${getSite().archive.settings.language}</language><atom:link href="${self}" rel="self" type="application/rss+xml"/>`,
    items: items.map((item) => ({
      title: item.title,
      link: item.url,
      ...(item.summary && { description: item.summary }),
      // The library's own `pubDate` is in GMT, so its day may differ from the page.
      customData: `<pubDate>${formatMailDate(item.date)}</pubDate>`,
      content: item.html,
      categories: item.categories,
    })),
  });
}

/** Returns the absolute address of the site's root; `undefined` if the site's origin is unknown. */
function rootOf(): string | undefined {
  const { origin, base } = getSite().address;
  return origin && new URL(base, origin).href;
}

/** Returns the newest postmortems of an archive or a group, at most `limit`. */
function itemsOf(archive: Archive, root: string, limit: number): FeedItem[] {
  const { rendered, address } = getSite();
  const postmortems = archive.postmortems.slice(0, limit);
  return feedItems({ ...archive, postmortems }, (id) => rendered.get(id)?.html ?? '', root, address.pageEnd);
}
