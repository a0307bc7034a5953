import rss from '@astrojs/rss';
import type { APIContext } from 'astro';
import { getFeed, noFeed } from './_feed.ts';

/** The newest postmortems as RSS 2.0, with their whole text. */
export async function GET({ site }: APIContext): Promise<Response> {
  const feed = await getFeed(site);
  if (!feed) return noFeed();
  const { archive, items, root } = feed;
  const { title, description = 'Incident postmortems, newest first.' } = archive.settings;
  return rss({
    title,
    description,
    site: root,
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: `<language>en</language><atom:link href="${root}feed.xml" rel="self" type="application/rss+xml"/>`,
    items: items.map(({ title, url, summary, date, html, categories }) => ({
      title,
      link: url,
      ...(summary && { description: summary }),
      pubDate: new Date(date),
      content: html,
      categories,
    })),
  });
}
