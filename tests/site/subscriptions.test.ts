import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { selectAll } from 'hast-util-select';
import { describe, expect, test } from 'vitest';
import { mustRun } from '../tools/cli.ts';
import { readCalendar } from '../tools/sites/calendar.ts';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

interface Exported {
  postmortems: { actions: { state: string; due: string | null }[] }[];
}

/** The texts of the elements with a name, however deep. */
function textsOf(element: XmlElement | null, name: string): string[] {
  return (element?.children ?? []).flatMap((child) => {
    if (!(child instanceof XmlElement)) return [];
    return child.name === name ? [child.text] : textsOf(child, name);
  });
}

describe.each(SITE_NAMES)('the calendar of the site %s', (name) => {
  const { site: origin, base } = site(name).place;

  test('has an entry for every open action with a date, with a link where the site’s address is known', () => {
    const { entries } = readCalendar(site(name).text('actions.ics'));
    const { postmortems } = JSON.parse(site(name).text('postmortems.json')) as Exported;
    const due = postmortems.flatMap(({ actions }) =>
      actions.filter(({ state, due }) => state === 'open' && due !== null),
    );
    expect(new Set(entries.map(({ UID }) => UID)).size).toBe(due.length);
    const dates = due.map((action) => String(action.due).replaceAll('-', ''));
    expect(entries.map((entry) => entry['DTSTART;VALUE=DATE']).sort()).toEqual(dates.sort());
    for (const { URL: url } of entries) {
      expect(url?.startsWith(`${origin}${base}postmortems/`)).toBe(origin === undefined ? undefined : true);
    }
  });
});

describe.each(SITE_NAMES)('the feeds of causes and services of the site %s', (name) => {
  const { site: origin, base } = site(name).place;
  const groups = site(name).pages.flatMap(
    ({ file }) => /^((?:causes|services)\/[^/]+)\/index\.html$/.exec(file)?.[1] ?? [],
  );
  const feeds = site(name).files.filter((file) => /^(?:causes|services)\/.*feed\.xml$/.test(file));

  test('are there for each where the site’s address is known, and nowhere else', () =>
    expect(feeds).toEqual(origin ? groups.map((group) => `${group}/feed.xml`).sort() : []));

  test('are RSS of the group’s own incidents, which its page names', () => {
    for (const feed of feeds) {
      const page = site(name).page(feed.replace(/feed\.xml$/, 'index.html'));
      const { root } = parseXml(site(name).text(feed));
      const [own, ...items] = textsOf(root, 'link').map((link) => new URL(link).pathname);
      expect(own).toBe(new URL(page.address, 'http://here.invalid').pathname);
      const listed = selectAll('table.postmortems .title-link', page.root).map(({ properties }) => properties.href);
      expect(items).toEqual(listed.slice(0, 20));
      const named = selectAll('link[rel=alternate]', page.root).map(({ properties }) => String(properties.href));
      expect(named.map((href) => decodeURIComponent(href))).toContain(base + feed);
    }
  });
});

test('what happened on this day, and about a year ago, depends on the day of the build alone', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'nevertwice-day-'));
  try {
    const archive = path.join(root, 'archive');
    mkdirSync(archive);
    for (const day of ['2020-02-29', '2022-02-28', '2022-03-04', '2022-06-01']) {
      const head = `title: Of ${day}\nstarted: ${day}\nduration: 1h\nimpact: 1\ncause: network\nsummary: A <b> & c.`;
      writeFileSync(path.join(archive, `${day}.md`), `---\n${head}\n---\n`);
    }
    const out = path.join(root, 'site');
    await mustRun(['build', archive, '--out', out, '--as-of', '2023-02-28', '--site', 'https://example.org']);
    const home = readFileSync(path.join(out, 'index.html'), 'utf8')
      .replaceAll(/<[^>]*>|\s+/g, ' ')
      .replaceAll(/ +/g, ' ');
    expect(home).toContain('On this day One year ago Of 2022-02-28 3 years ago Of 2020-02-29 ');
    expect(home).toContain('One year ago 4 March 2022 Of 2022-03-04 ');
    const { items } = JSON.parse(readFileSync(path.join(out, 'feed.json'), 'utf8'));
    const reminders = items.filter(({ url }: { url: string }) => url.includes('#'));
    expect(reminders).toMatchObject([
      {
        title: 'One year ago: Of 2022-02-28',
        url: 'https://example.org/postmortems/2022-02-28/#2023-02-28',
        date_published: '2023-02-28T00:00:00Z',
        content_html: '<p>One year ago, on 28 February 2022.</p><p>A &lt;b> &amp; c.</p>',
      },
      { title: '3 years ago: Of 2020-02-29' },
    ]);
    expect(items).toHaveLength(6);
    expect(items[0]).toEqual(reminders[0]);
    const { root: rss } = parseXml(readFileSync(path.join(out, 'feed.xml'), 'utf8'));
    expect(textsOf(rss, 'guid')).toEqual(items.map(({ url }: { url: string }) => url));
  } finally {
    rmSync(root, { recursive: true });
  }
});
