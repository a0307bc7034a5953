import { absoluteHtml } from '../postmortem/html/absolute.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { formatTimestamp } from '../postmortem/time.ts';
import type { Archive } from './archive.ts';
import { causeTitle, serviceTitle } from './groups.ts';

/** One postmortem as feed readers get it: every address is absolute. */
export interface FeedItem {
  id: string;
  title: string;
  url: string;
  summary?: string;
  /** When the incident began, RFC 3339 in UTC: a document has no date of its own. Midnight where only the day is known. */
  date: string;
  html: string;
  /** Cause, services and tags in words. */
  categories: string[];
}

const NEWEST = 50;

/** The newest postmortems with their bodies; `root` is the address of the site's root, with `/` at its end. */
export function feedItems(archive: Archive, htmlOf: (id: string) => string, root: string): FeedItem[] {
  return archive.postmortems.slice(0, NEWEST).map((postmortem) => {
    const { id, title, summary, cause, services, tags } = postmortem;
    const url = `${root}postmortems/${id}/`;
    const names = [causeTitle(archive, cause), ...services.map((name) => serviceTitle(archive, name)), ...tags];
    const html = absoluteHtml(htmlOf(id), url);
    return {
      id,
      title,
      url,
      ...(summary && { summary }),
      date: instantOf(postmortem),
      html,
      categories: [...new Set(names)],
    };
  });
}

/** The items as JSON Feed 1.1. */
export function jsonFeed({ settings }: Archive, items: readonly FeedItem[], root: string) {
  const { title, description, organization } = settings;
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: root,
    feed_url: `${root}feed.json`,
    ...(description && { description }),
    language: 'en',
    ...(organization && { authors: [{ name: organization }] }),
    items: items.map(({ url, title, summary, html, date, categories }) => ({
      id: url,
      url,
      title,
      ...(summary && { summary }),
      content_html: html,
      date_published: date,
      ...(categories.length > 0 && { tags: categories }),
    })),
  };
}

function instantOf({ started }: Postmortem): string {
  const text = formatTimestamp(started);
  return started.precision === 'day' ? `${text}T00:00:00Z` : text;
}
