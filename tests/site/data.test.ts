import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { selectAll } from 'hast-util-select';
import { describe, expect, test } from 'vitest';
import { SECTIONS } from '../../src/site/components/frame/sections.ts';
import { SECRETS } from '../tools/archives/archives.ts';
import { filesIn, type Page } from '../tools/sites/built-site.ts';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';
import { ARCHIVE_SCHEMA } from './archive-schema.ts';

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
formats.default(ajv);

interface Exported {
  postmortems: { id: string; url: string; title: string; started: string; actions: { state: string }[] }[];
}

const exported = (name: (typeof SITE_NAMES)[number]): Exported => JSON.parse(site(name).text('postmortems.json'));

describe.each(SITE_NAMES)('the site %s', (name) => {
  test('gives the archive as data that follows its schema, newest first', () => {
    const isValid = ajv.compile(ARCHIVE_SCHEMA);
    isValid(exported(name));
    expect(isValid.errors ?? []).toEqual([]);
    const starts = exported(name).postmortems.map(({ started }) => started.slice(0, 10));
    expect(starts).toEqual(starts.toSorted().reverse());
    for (const { id, url } of exported(name).postmortems) {
      expect(site(name).fileAt(url)).toBe(`postmortems/${id}/index.html`);
    }
  });

  test('gives every Markdown source as it was written, and the public none', () => {
    const written = new Map(
      filesIn(site(name).place.archive)
        .filter((file) => file.endsWith('.md'))
        .map((file) => [path.posix.basename(file), path.join(site(name).place.archive, file)]),
    );
    const isPublic = site(name).place.audience === 'public';
    const ids = isPublic ? [] : exported(name).postmortems.map(({ id }) => id);
    for (const id of ids) {
      const source = readFileSync(String(written.get(`${id}.md`)));
      expect(site(name).bytes(`postmortems/${id}.md`).equals(source), id).toBe(true);
    }
    const published = site(name).files.filter((file) => file.endsWith('.md'));
    expect(published).toHaveLength(ids.length);
    const linked = site(name).pages.filter(({ root }) => selectAll('a[href$=".md"]', root).length > 0);
    expect(linked).toHaveLength(ids.length);
  });

  test('has the JSON Schema of the frontmatter', () => {
    const schema = JSON.parse(site(name).text('schema/postmortem.json'));
    const isValid = new Ajv2020({ strict: false, logger: false, validateFormats: false }).compile(schema);
    expect(schema).toMatchObject({ type: 'object', required: ['title', 'started', 'cause'] });
    const nearMiss = { title: 'Login fails', started: '2024-04-15', cause: 'unknown', kind: 'near-miss' };
    const incident = { ...nearMiss, kind: 'incident' };
    const known = { ...incident, impact: '30%', duration: '1h' };
    expect([nearMiss, incident, known].map((frontmatter) => isValid(frontmatter))).toEqual([true, false, true]);
  });

  test('has the pages of the contract', () => {
    const { files } = site(name);
    const ids = exported(name).postmortems.map(({ id }) => `postmortems/${id}/index.html`);
    const sections = [...SECTIONS, 'search'];
    const wanted = ['index.html', '404.html', 'robots.txt', 'schema/postmortem.json'];
    expect(files).toEqual(expect.arrayContaining([...wanted, ...sections.map((page) => `${page}/index.html`), ...ids]));
  });

  test('asks crawlers to stay away from every page of an internal site', () => {
    const { audience } = site(name).place;
    const isSilent = ({ root }: Page) => selectAll('head > meta[name=robots][content=noindex]', root).length === 1;
    const hasNoAddress = ({ file, root }: Page) =>
      file === '404.html' || selectAll('meta[http-equiv=refresh]', root).length > 0;
    const filesOf = (pages: readonly Page[]) => pages.map(({ file }) => file);
    const expected = site(name).pages.filter((page) => audience === 'internal' || hasNoAddress(page));
    expect(filesOf(site(name).pages.filter(isSilent))).toEqual(filesOf(expected));
  });

  test('has a robots.txt for its own paths, and says where else that has to lie', () => {
    const { audience, base } = site(name).place;
    const lines = site(name).text('robots.txt').split('\n');
    const rule = `${audience === 'public' ? 'Allow' : 'Disallow'}: ${base}`;
    expect(lines).toEqual(expect.arrayContaining(['User-agent: *', rule]));
    expect(lines.some((line) => line.startsWith('#') && line.includes('root of a host'))).toBe(base !== '/');
  });

  test('has a sitemap of its pages where its address is known and crawlers may come', () => {
    const { audience, site: origin } = site(name).place;
    const robots = site(name).text('robots.txt');
    const index = site(name).files.includes('sitemap-index.xml');
    const isWanted = origin !== undefined && audience === 'public';
    expect(index).toBe(isWanted);
    expect(/^Sitemap: /m.test(robots)).toBe(isWanted);
    if (!isWanted) return;
    expect(robots).toContain(`Sitemap: ${origin}${site(name).place.base}sitemap-index.xml`);
    const urls = locations(site(name).text('sitemap-index.xml')).flatMap((url) => {
      const file = site(name).fileAt(new URL(url).pathname);
      return locations(site(name).text(String(file)));
    });
    expect(new Set(urls).size).toBe(urls.length);
    const pages = site(name).pages.filter(
      ({ file, root }) =>
        file !== '404.html' &&
        selectAll('meta[http-equiv=refresh], meta[name=robots][content*=noindex]', root).length === 0,
    );
    expect(urls.toSorted()).toEqual(pages.map(({ address }) => origin + address).sort());
  });

  // A feed is read elsewhere: without the site's address every link in it would be dead.
  test('has feeds where its address is known', () => {
    const feeds = site(name).files.filter((file) => /^feed\./.test(file));
    expect(feeds).toEqual(site(name).place.site ? ['feed.json', 'feed.xml'] : []);
  });
});

describe.each(SITE_NAMES.filter((name) => site(name).place.site))('the published site %s', (name) => {
  test('has an RSS 2.0 feed', () => {
    const rss = xml(site(name).text('feed.xml'));
    expect(rss).toMatchObject({ name: 'rss', attributes: { version: '2.0' } });
    const [channel] = elementsIn(rss, 'channel');
    for (const key of ['title', 'link', 'description']) expect(textIn(channel, key), key).not.toBe('');
    const items = elementsIn(channel, 'item');
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) {
      for (const key of ['title', 'link', 'guid', 'pubDate']) expect(textIn(item, key), key).not.toBe('');
      const link = textIn(item, 'link');
      expect(site(name).fileAt(new URL(link, 'http://here.invalid').pathname), link).toBeDefined();
    }
    const dates = items.map((item) => Date.parse(textIn(item, 'pubDate')));
    expect(dates).not.toContain(Number.NaN);
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
  });

  test('has a JSON feed 1.1', () => {
    const feed = JSON.parse(site(name).text('feed.json'));
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: expect.any(String),
      items: expect.any(Array),
    });
    for (const item of feed.items) {
      expect(item).toMatchObject({ id: expect.any(String), url: expect.any(String), title: expect.any(String) });
      expect(item.content_html ?? item.content_text).toEqual(expect.any(String));
      expect(item.date_published).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/);
      expect(site(name).fileAt(new URL(item.url, 'http://here.invalid').pathname), item.url).toBeDefined();
    }
  });

  test('has feeds whose addresses are whole', () => {
    const { site: origin, base } = site(name).place;
    const { items, feed_url, home_page_url } = JSON.parse(site(name).text('feed.json'));
    expect({ feed_url, home_page_url }).toEqual({
      feed_url: `${origin}${base}feed.json`,
      home_page_url: origin + base,
    });
    for (const { url } of items) expect(url).toMatch(new RegExp(`^${origin}${base}postmortems/`));
  });
});

function locations(sitemap: string): string[] {
  return xml(sitemap)
    .children.filter((child) => child instanceof XmlElement)
    .map((child) => textIn(child, 'loc'));
}

/** The root of a document; throws where it is not well-formed. */
function xml(source: string): XmlElement {
  const { root } = parseXml(source);
  if (!root) throw new Error('There is no element');
  return root;
}

function elementsIn(parent: XmlElement | undefined, name: string): XmlElement[] {
  return (parent?.children ?? []).filter((child) => child instanceof XmlElement && child.name === name) as XmlElement[];
}

/** The text of the one child with a name; empty where there are none or more. */
function textIn(parent: XmlElement | undefined, name: string): string {
  const [child, second] = elementsIn(parent, name);
  return second ? '' : (child?.text.trim() ?? '');
}

test('a former id leads to the page of today', () => {
  const { base } = site('open').place;
  const target = `${base}postmortems/2024-04-04-renamed/`;
  for (const alias of ['an-old-name', 'an-older-name']) {
    const { root } = site('open').page(`postmortems/${alias}/index.html`);
    const [refresh] = selectAll('meta[http-equiv=refresh]', root);
    expect(String(refresh?.properties.content)).toMatch(new RegExp(`^0;\\s*url=${target}$`, 'i'));
    expect(selectAll('a[href]', root).map(({ properties }) => properties.href)).toContain(target);
  }
});

test('under a base path every address includes it', () => {
  for (const { url } of exported('open').postmortems) expect(url).toMatch(/^\/kb\/postmortems\//);
});

test('drafts and internal postmortems are in the data if requested', () => {
  const ids = exported('all').postmortems.map(({ id }) => id);
  for (const word of [SECRETS.draft, SECRETS.internal]) expect(ids.some((id) => id.includes(word))).toBe(true);
});
