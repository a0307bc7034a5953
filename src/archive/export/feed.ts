import { descending } from 'd3-array';
import { absoluteHtml } from '../../postmortem/html/absolute.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { formatDay } from '../../postmortem/time/format.ts';
import { formatWritten, type Instant, localDate, midnightOf, type Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Archive } from '../archive.ts';
import { causeTitle, serviceTitle } from '../groups/groups.ts';
import { onThisDay, yearsAgo } from '../statistics/anniversaries.ts';

/** One postmortem as feed readers get it: every address is absolute. */
export interface FeedItem {
  title: string;
  /** Its address, and what tells it from all other items. */
  url: string;
  summary?: string;
  /** When the incident began, as a document has no date of its own; midnight in UTC where only the day is known. */
  date: Instant;
  html: string;
  /** Cause, services and tags in words. */
  categories: string[];
}

/** The postmortems of an archive with their bodies; `root` is the address of the site's root, with `/` at its end. */
export function feedItems(archive: Archive, htmlOf: (id: string) => string, root: string): FeedItem[] {
  return archive.postmortems.map((postmortem) => {
    const { id, title, summary } = postmortem;
    const url = `${root}postmortems/${id}/`;
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

/** What began on a day (`YYYY-MM-DD`) of earlier years, as items of that day. */
export function anniversaryItems(archive: Archive, day: string, root: string): FeedItem[] {
  return onThisDay(archive, day).map(({ postmortem, years }) => {
    const { id, title, summary, started } = postmortem;
    const words = `${yearsAgo(years)}, on ${formatDay(localDate(started))}`;
    return {
      title: `${yearsAgo(years)}: ${title}`,
      // The address is the postmortem's, and not that of last year's reminder.
      url: `${root}postmortems/${id}/#${day}`,
      ...(summary && { summary }),
      date: midnightOf(day),
      html: `<p>${words}.</p>${summary ? `<p>${escaped(summary)}</p>` : ''}`,
      categories: categoriesOf(archive, postmortem),
    };
  });
}

/** Items of several kinds in the order of feeds: the latest first. */
export function inOrder(items: readonly FeedItem[]): FeedItem[] {
  return items.toSorted((a, b) => descending(a.date.epochMilliseconds, b.date.epochMilliseconds));
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
      date_published: formatWritten(date),
      ...(categories.length > 0 && { tags: categories }),
    })),
  };
}

function categoriesOf(archive: Archive, { cause, services, tags }: Postmortem): string[] {
  const names = [causeTitle(archive, cause), ...services.map((name) => serviceTitle(archive, name)), ...tags];
  return [...new Set(names)];
}

function instantOf(timestamp: Timestamp): Instant {
  return timestamp.precision === 'day' ? midnightOf(timestamp.date) : timestamp;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
