import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Element, Nodes } from 'hast';
import { selectAll } from 'hast-util-select';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readList } from '../../src/archive/list/table.ts';
import { mustRun } from '../tools/cli.ts';
import { BuiltSite, unpacked } from '../tools/sites/built-site.ts';

/** Incidents that began on another day in UTC than where they were written down: some a day, month or year before, some after. */
const INCIDENTS = [
  { id: 'a', started: '2017-01-01T00:30:00+14:00', utc: '2016-12-31' },
  { id: 'b', started: '2018-05-01T01:00:00+02:00', utc: '2018-04-30' },
  { id: 'c', started: '2019-12-04T00:30:00+01:00', utc: '2019-12-03' },
  { id: 'd', started: '2020-12-31T20:00:00-08:00', utc: '2021-01-01' },
  { id: 'e', started: '2022-06-30T22:00:00-05:00', utc: '2022-07-01' },
  { id: 'f', started: '2023-12-03T23:30:00-07:00', utc: '2023-12-04' },
].map((incident) => ({ ...incident, day: incident.started.slice(0, 10) }));
/** On which `c` and, a day off, `f` are remembered. */
const AS_OF = '2024-12-04';
const SITE = 'https://postmortems.example';

const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-dates-'));
const archive = path.join(folder, 'archive');
const files = new Map<string, string>();
let site: BuiltSite;

beforeAll(async () => {
  mkdirSync(archive);
  for (const { id, started } of INCIDENTS) writeFileSync(path.join(archive, `${id}.md`), documentOf(id, started));
  const out = path.join(folder, 'site');
  await mustRun(['build', archive, '--out', out, '--as-of', AS_OF, '--site', SITE]);
  site = new BuiltSite({ folder: out, archive, base: '/', audience: 'internal', site: SITE });
  for (const file of site.files) files.set(file, unpacked(site.bytes(file)).toString('utf8'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A document that is listed wherever the site lists one: it is a recurrence of `a`, is similar to the others, and its action item is overdue. */
function documentOf(id: string, started: string): string {
  return `---
title: The connection pool ${id} runs dry
severity: sev2
started: ${started}
duration: 2h
impact: 30
cause: capacity
services: [checkout]
tags: [pool]
${id === 'b' ? 'recurs: [a]\n' : ''}---

## Summary

HikariPool exhausted its connections while checkout retried reservations.

## Timeline

- ${started.slice(11, 16)} The pool is empty (detected)

## Root cause

Unbounded retries.

## Resolution

Restarted.

## Action items

- [ ] Alert on saturation ${id} @checkout due:2024-02-02 type:detect
- [x] Bound retries ${id} @checkout due:2024-02-02 done:2024-02-02 type:prevent
`;
}

/** Where a text names a day that is only that of UTC; a moment that says that it is in UTC is none. */
function misdated(text: string): string[] {
  return INCIDENTS.flatMap(({ utc }) => {
    const date = new Date(utc);
    const words = date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
    const inMail = date.toUTCString().slice(5, 16);
    const patterns = [`${utc}(?!T\\d\\d:\\d\\d:\\d\\dZ)`, `\\b${words}`, inMail];
    return patterns.flatMap((pattern) => text.match(new RegExp(pattern, 'g')) ?? []);
  });
}

test('the sweep finds what it is for', () => {
  expect(misdated('2019-12-03, 3 December 2019 and Tue, 03 Dec 2019 23:30:00 GMT, but not 13 December 2019')).toEqual([
    '2019-12-03',
    '3 December 2019',
    '03 Dec 2019',
  ]);
  expect(misdated('<time datetime="2019-12-03T23:30:00Z">4 December 2019, 00:30 +01:00</time>')).toEqual([]);
});

describe('a site has one date for an incident, that of its author', () => {
  test('in every file', () => {
    // Calendars fold their lines.
    const found = [...files].flatMap(([file, text]) =>
      misdated(text.replaceAll('\r\n ', '')).map((day) => [file, day]),
    );
    expect(found).toEqual([]);
  });

  test.each([
    ['index.html', '2019-12-04'],
    ['index.html', '3 December 2023'],
    ['postmortems/index.html', '<td class="cell-date">2019-12-04</td>'],
    ['postmortems/c/index.html', '4 December 2019, 00:30 +01:00'],
    ['postmortems/d/index.html', '2019-12-04'],
    ['causes/capacity/index.html', '4 December 2019'],
    ['services/checkout/index.html', '2019-12-04'],
    ['recurrences/index.html', '1 May 2018'],
    ['trends/index.html', '2019-12-04'],
    ['postmortems.json', '"date":"2019-12-04","started":"2019-12-03T23:30:00Z"'],
    ['feed.json', '"date_published":"2019-12-04T00:30:00+01:00"'],
    ['feed.xml', '<pubDate>Wed, 04 Dec 2019 00:30:00 +0100</pubDate>'],
    ['causes/capacity/feed.xml', '<pubDate>Thu, 31 Dec 2020 20:00:00 -0800</pubDate>'],
    ['actions.ics', 'of 4 December 2019'],
    ['pagefind/facts.json', '"2019-12-04"'],
    ['pagefind/nevertwice.json', '"date":"2020-12-31"'],
  ])('%s has %s', (file, text) => expect(files.get(file)?.replaceAll('\r\n ', '')).toContain(text));

  test('in the search index', () => {
    const fragments = [...files].filter(([file]) => file.startsWith('pagefind/fragment/')).map(([, text]) => text);
    for (const { day } of INCIDENTS)
      expect(
        fragments.some((text) => text.includes(`\\"date\\":\\"${day}\\"`)),
        day,
      ).toBe(true);
  });

  test('in its years', () => {
    const years = site.files.flatMap((file) => /^years\/(\d+)\/index\.html$/.exec(file)?.[1] ?? []);
    expect(years).toEqual([...new Set(INCIDENTS.map(({ day }) => day.slice(0, 4)))]);
    expect(files.get('years/2020/index.html')).toContain('The connection pool d runs dry');
  });

  test('in the calendar', () => {
    const links = selectAll('.months td a', site.page('index.html').root);
    const months = links.map(({ properties }) => String(properties.ariaLabel).replace(/:.*/, ''));
    // Those of five years.
    expect(months).toEqual(['December 2023', 'June 2022', 'December 2020']);
  });
});

test('days are written out, except in tables', () => {
  // Cells, names and addresses that contain days, and what authors wrote.
  const isOther = ({ tagName, properties: { className, dataPageAddress } }: Element) =>
    ['td', 'th', 'bdi', 'code'].includes(tagName) ||
    dataPageAddress !== undefined ||
    [className].flat().includes('as-written');
  const textsIn = (node: Nodes): string[] => {
    if (node.type === 'text') return [node.value];
    if (!('children' in node) || (node.type === 'element' && isOther(node))) return [];
    return node.children.flatMap(textsIn);
  };
  const found = site.pages.flatMap(({ file, root }) => {
    const texts = selectAll('main', root).flatMap(textsIn);
    return texts.filter((text) => /\b\d{4}-\d{2}-\d{2}\b/.test(text)).map((text) => `${file}: ${text.trim()}`);
  });
  expect(site.pages.length).toBeGreaterThan(INCIDENTS.length);
  expect(found).toEqual([]);
});

test('lists are in the order of moments, for scripts too', () => {
  const rows = selectAll('[data-list] tbody tr', site.page('postmortems/index.html').root);
  const ids = rows.map(({ properties }) => String(properties.dataId));
  expect(ids).toEqual(INCIDENTS.map(({ id }) => id).reverse());
  expect(readList(JSON.parse(site.text('list.json'))).map(({ document }) => document)).toEqual(ids);
});

describe('the command line has the same date', () => {
  test.each([
    ['digest', ['--format', 'pretty'], '1 January 2017'],
    ['digest', ['--format', 'markdown'], '1 January 2017'],
    ['digest', ['--format', 'json'], '"started": "2017-01-01"'],
  ])('in %s %j', async (command, options, expected) => {
    const { stdout } = await mustRun([command, archive, '--as-of', AS_OF, ...options]);
    expect(misdated(stdout)).toEqual([]);
    expect(stdout).toContain(expected);
  });

  test('in similar', async () => {
    const { stdout } = await mustRun([
      'similar',
      'HikariPool exhausted its connections',
      '--in',
      archive,
      '--limit',
      '9',
    ]);
    expect(misdated(stdout)).toEqual([]);
    for (const { day } of INCIDENTS) expect(stdout).toContain(`runs dry (${day})`);
  });

  test('in check', async () => {
    const { stdout } = await mustRun(['check', path.join(archive, 'f.md'), '--as-of', AS_OF]);
    expect(misdated(stdout)).toEqual([]);
    expect(stdout).toMatch(/Similar to `\w` of (?:4 December 2019|31 December 2020|30 June 2022)/);
  });
});
