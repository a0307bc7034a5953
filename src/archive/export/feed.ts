import { descending } from 'd3-array';
import { absoluteHtml } from '../../postmortem/html/absolute.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { formatWritten, type Instant, localDate, midnightOf, type Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Archive } from '../archive.ts';
import { causeTitle, serviceTitle } from '../groups/groups.ts';
import { onThisDay } from '../statistics/anniversaries.ts';

/** One feed item. Every address in it is absolute. */
export interface FeedItem {
  title: string;
  /** Address of the item, unique among all items. */
  url: string;
  summary?: string;
  /** When the incident started, as documents have no publication date; midnight UTC if only the day or the month is known. */
  date: Instant;
  html: string;
  /** `Near miss` if it is one, the titles of the cause and the services, and the tags. */
  categories: string[];
}

/**
 * Returns one feed item for each postmortem; `root` is the address of the site's root, ending in `/`, and `pageEnd` what the
 * addresses of pages end with.
 */
export function feedItems(archive: Archive, htmlOf: (id: string) => string, root: string, pageEnd = '/'): FeedItem[] {
  return archive.postmortems.map((postmortem) => {
    const { id, title, summary } = postmortem;
    const url = `${root}postmortems/${id}${pageEnd}`;
    return {
      title,
      url,
      ...(summary && { summary }),
      date: instantOf(postmortem.started),
      html: absoluteHtml(htmlOf(id), url),
      categories: categoriesOf(archive, postmortem),
    };
  });
}

/** Words of an anniversary, such as `One year ago` and `One year ago, on 15 April 2024.`, in the language of the archive. */
export interface AnniversaryWords {
  title(years: number): string;
  /** `started` is the date on which the incident started, `YYYY-MM-DD`. */
  text(years: number, started: string): string;
}

/** Returns the incidents that started on the same day (`YYYY-MM-DD`) of earlier years, as items dated that day. */
export function anniversaryItems(
  archive: Archive,
  day: string,
  words: AnniversaryWords,
  root: string,
  pageEnd = '/',
): FeedItem[] {
  return onThisDay(archive, day).map(({ postmortem, years }) => {
    const { id, title, summary, started } = postmortem;
    return {
      title: `${words.title(years)}: ${title}`,
      // The fragment makes the address differ from the postmortem's own item and from last year's reminder.
      url: `${root}postmortems/${id}${pageEnd}#${day}`,
      ...(summary && { summary }),
      date: midnightOf(day),
      html: `<p>${words.text(years, localDate(started))}</p>${summary ? `<p>${escaped(summary)}</p>` : ''}`,
      categories: categoriesOf(archive, postmortem),
    };
  });
}

/** Sorts feed items, latest first. */
export function inOrder(items: readonly FeedItem[]): FeedItem[] {
  return items.toSorted((a, b) => descending(a.date.epochMilliseconds, b.date.epochMilliseconds));
}

/** Returns the items as a JSON Feed 1.1 document. */
export function jsonFeed({ settings }: Archive, items: readonly FeedItem[], root: string) {
  const { title, description, organization } = settings;
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: root,
    feed_url: `${root}feed.json`,
    ...(description && { description }),
    language: settings.language,
    ...(organization && { authors: [{ name: organization }] }),
    items: items.map(({ url, title, summary, html, date, categories }) => ({
      id: url,
      url,
      title,
      ...(summary && { summary }),
      content_html: html,
      date_published: formatWritten(date),
      ...(categories.length > 0 && { tags: categories }),
    })),
  };
}

function categoriesOf(archive: Archive, { kind, cause, services, tags }: Postmortem): string[] {
  const kinds = kind === 'near-miss' ? ['Near miss'] : [];
  const names = [...kinds, causeTitle(archive, cause), ...services.map((name) => serviceTitle(archive, name)), ...tags];
  return [...new Set(names)];
}

function instantOf(timestamp: Timestamp): Instant {
  return timestamp.precision !== 'time' ? midnightOf(timestamp.date) : timestamp;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
