import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Archive, makeArchive } from '../src/archive/archive.ts';
import { pathOf } from '../src/archive/groups/groups.ts';
import { parseChoice } from '../src/archive/list/address.ts';
import { chosenRows, rowsWith } from '../src/archive/list/choose.ts';
import { type ListTable, readList } from '../src/archive/list/table.ts';
import { defaultSettings } from '../src/archive/settings.ts';
import { EMPTY_LOADED } from '../src/build/loaded.ts';
import type { ActionItem } from '../src/postmortem/body/action-items.ts';
import type { Postmortem } from '../src/postmortem/postmortem.ts';
import { countFacets } from '../src/search/facts.ts';
import { rowHtml } from '../src/site/client/list/row-html.ts';
import { actionListsOf } from '../src/site/data/action-lists.ts';
import { subjectsOf } from '../src/site/data/routes.ts';
import { siteDataOf } from '../src/site/data/site-data.ts';
import { formatsOf } from '../src/site/language/formats.ts';
import { openRenderer, type Renderer } from '../src/site/renderer.ts';
import { action, incident, time } from './tools/archives/incidents.ts';

// What a reader has to wait for on any page, with 10,000 documents.
const COUNT = 10_000;
const BUDGET = { kilobytes: 150, elements: 5000, readsPerRow: 60 };
const AS_OF = '2026-11-21';
const DAY = 24 * 60;

const STATUSES = ['open', 'open', 'done', 'done', 'done', 'unknown', 'dropped'] as const;

/** Makes an archive of incidents in a number of years: of those of one shape, and of many small groups. */
function archiveOf(count: number, years: number): Archive {
  const settings = defaultSettings();
  const causes = settings.causes.map(({ id }) => id);
  const one = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;
  const postmortems = Array.from({ length: count }, (_, index): Postmortem => {
    const minutes = Math.floor((index / count) * years * 365 * DAY);
    const started = time(`${new Date(Date.UTC(2026 - years, 10, 1) + minutes * 60_000).toISOString().slice(0, 16)}Z`);
    const day = started.precision === 'time' ? new Date(started.epochMilliseconds).toISOString().slice(0, 10) : '';
    const actions = Array.from({ length: index % 5 }, (_, number): ActionItem => {
      const status = one(STATUSES, index + number);
      const due = number === 1 ? {} : { due: '2026-01-15' };
      const done = status === 'done' ? { done: '2026-03-01' } : {};
      const ticket = `OPS-${index}`;
      return action(status, {
        ...{ title: `Test and validate every change number ${index} to the pool before ${ticket} goes live`, ticket },
        ...{ owner: `@team-${index % 90}`, type: 'prevent', openSince: '2025-12-01', ...due, ...done },
      });
    });
    return incident(idAt(index, day), day, {
      ...{ started, actions, title: `Checkout number ${index} fails while the connection pool is exhausted` },
      // Half of all incidents are of one cause, one service and one tag.
      cause: index % 2 === 0 ? 'config-change' : one(causes, index),
      services: index % 2 === 0 ? ['checkout', `service-${index % 150}`] : [`service-${index % 150}`],
      tags: index % 2 === 0 ? ['database'] : [`tag-${index % 300}`],
      ...(index % 9 > 0 && { severity: one(settings.severities, index) }),
      ...(index % 11 > 0 && { durationMinutes: (index * 7919) % 5000 }),
      ...(index % 13 > 0 && { impact: { percent: (index * 31) % 100, of: 'requests', amounts: [] } }),
      ...(index % 10 === 0 && index > 100 && { recurs: [ids[index - 97] ?? ''] }),
    });
  });
  return makeArchive(postmortems, { ...settings, tickets: { OPS: 'https://tickets.example/{id}' } });
}

const ids: string[] = [];

function idAt(index: number, day: string): string {
  const id = `${day}-checkout-${index}`;
  ids[index] = id;
  return id;
}

let renderer: Renderer;
beforeAll(async () => {
  renderer = await openRenderer(() => undefined);
});

async function render(address: string): Promise<string> {
  const file = await renderer.render(address, '/');
  if (!file) throw new Error(`There is no page ${address}`);
  return file.body;
}

/** Returns the pages that are over the budget, with their size. */
async function heavyAmong(pages: readonly string[]): Promise<string[]> {
  const heavy = [];
  for (const page of pages) {
    const body = await render(page);
    const kilobytes = gzipSync(body).length / 1000;
    const elements = body.match(/<[a-z]/gi)?.length ?? 0;
    if (kilobytes > BUDGET.kilobytes || elements > BUDGET.elements) {
      heavy.push(`${page}: ${kilobytes.toFixed()} KB, ${elements} elements`);
    }
  }
  return heavy;
}

// Below the numbers from which lists and charts are cut or counted, pages show more of each incident.
test.each([50, 100, 300])('a site of %i incidents has no page over the budget', async (count) => {
  const loaded = { ...EMPTY_LOADED, report: { files: 0, diagnostics: [] }, sources: new Map() };
  const site = siteDataOf({ ...loaded, archive: archiveOf(count, 1) }, AS_OF);
  renderer.provideSite(site);
  const pages = renderer
    .routesOf(site)
    .filter((route) => /(?:^|\/|html)$/.test(route) && !route.startsWith('postmortems/2'));
  expect(pages.length).toBeGreaterThan(count / 2);
  expect(await heavyAmong(pages)).toEqual([]);
});

describe.each([
  ['in ten years', 10],
  ['in one year', 1],
])('a site of 10,000 incidents %s', (_, years) => {
  const archive = archiveOf(COUNT, years);
  const site = siteDataOf(
    { ...EMPTY_LOADED, report: { files: 0, diagnostics: [] }, sources: new Map(), archive },
    AS_OF,
  );
  const { groups } = subjectsOf(site.archive);
  const largest = Object.values(groups).flatMap((each) => {
    const [first] = [...each.values()].sort((a, b) => b.postmortems.length - a.postmortems.length);
    return first ? [pathOf(first.kind, first.slug)] : [];
  });
  let routes: string[] = [];
  beforeAll(() => {
    renderer.provideSite(site);
    routes = renderer.routesOf(site);
  });

  test('has pages of at most 150 KB, compressed, and 5,000 elements', async () => {
    const single = routes.filter((route) => /^[^/]*\/?$/.test(route) && /(?:^|\/|html)$/.test(route));
    const later = routes.filter((route) => /^(?:years|recurrences|actions)\/(?:[\w/-]+\/)?2\/$/.test(route));
    const actions = routes.filter((route) => /^actions\/(?:owners\/)?(?:\w*|team-1)\/$/.test(route));
    const [comparison = ''] = routes.filter((route) => route.startsWith('compare/'));
    const pages = [...single, ...later, ...actions, comparison, ...largest];
    expect(pages).toEqual(
      expect.arrayContaining(['', 'postmortems/', 'actions/', 'trends/', 'recurrences/', 'services/']),
    );
    expect(await heavyAmong(pages)).toEqual([]);
  });

  test('lists every incident on the pages of its years', async () => {
    const listed = new Set<string>();
    for (const page of routes.filter((route) => route.startsWith('years/'))) {
      for (const [, id = ''] of (await render(page)).matchAll(/<tr data-id="([^"]+)"/g)) listed.add(id);
    }
    expect(listed.size).toBe(COUNT);
  });

  test('lists every action item on the pages of its status, and of its owner', async () => {
    const { pages, byStatus } = actionListsOf(site);
    const listed = { status: new Map<string, number>(), owner: 0 };
    for (const [address, { list, entries }] of pages) {
      if (list === 'unassigned' || 'owner' in list) listed.owner += entries.length;
      else {
        const rows = (await render(address)).match(/data-action=/g)?.length ?? 0;
        listed.status.set(list.status, (listed.status.get(list.status) ?? 0) + rows);
      }
    }
    const numbers = Object.entries(byStatus).filter(([, { length }]) => length > 0);
    expect(Object.fromEntries(listed.status)).toEqual(
      Object.fromEntries(numbers.map(([status, { length }]) => [status, length])),
    );
    expect(listed.owner).toBe(numbers.reduce((sum, [, { length }]) => sum + length, 0));
  });

  // `npm run bench:lists` measures the time, which depends on the machine.
  test('filters and sorts its list with a bounded number of steps for each row', async () => {
    const file = await render('list.json');
    expect(gzipSync(file).length / 1000).toBeLessThan(250);
    const { frame, ...columns } = JSON.parse(file) as ListTable;
    const steps = { reads: 0, comparisons: 0 };
    const rows = readList({ ...columns, frame }).map((row) => countReads(row, () => steps.reads++));
    const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    const counted = (a: string, b: string) => {
      steps.comparisons++;
      return compare(a, b);
    };
    const options = { causes: true, href: (path: string) => `/${path}`, formats: formatsOf('en') };
    const keys = ['title', 'severity', 'cause', 'services', 'duration', 'impact'];
    for (const query of [...keys.map((key) => `sort=${key}`), 'cause=config-change&q=pool', 'service=checkout']) {
      const choice = parseChoice(new URLSearchParams(query));
      Object.assign(steps, { reads: 0, comparisons: 0 });
      const named = rowsWith(rows, choice.text, frame);
      const chosen = chosenRows(named, choice, frame, counted);
      countFacets(named, choice.filters);
      expect(chosen.slice(0, 100).map((row) => rowHtml(row, frame, options)).length).toBe(100);
      expect(steps.reads, query).toBeGreaterThan(COUNT);
      expect(steps.reads, query).toBeLessThan(BUDGET.readsPerRow * COUNT);
      // A sort of all texts needs no more.
      expect(steps.comparisons, query).toBeLessThan(COUNT * Math.log2(COUNT));
    }
  });
});

/** Calls a function each time that a property of an object is read. */
function countReads<T extends object>(object: T, onRead: () => void): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      onRead();
      return Reflect.get(target, key, receiver);
    },
  });
}
