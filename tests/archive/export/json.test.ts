import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { feedItems, inOrder, jsonFeed } from '../../../src/archive/export/feed.ts';
import { archiveJson } from '../../../src/archive/export/json.ts';
import { defaultSettings } from '../../../src/archive/settings.ts';
import { postmortem } from '../../tools/archives/postmortems.ts';

const settings = { ...defaultSettings(), title: 'Incidents', organization: 'Example' };

const full = postmortem(
  '2024-04-15-login',
  {
    severity: 'sev2',
    started: '2024-04-15T17:45:00+02:00',
    duration: '2h',
    resolved: '2024-04-15T17:45:00Z',
    detectedAfter: '5 minutes',
    commander: 'Jane Doe',
    roles: '{ scribe: [Bob, Kim] }',
    impact: '{percent: ~30%, of: users, customers: 305, money: "<4,000 EUR"}',
    cause: 'config-change',
    detection: 'alert',
    services: '[auth]',
    tags: '[auth, login]',
  },
  '## Summary\n\nNobody could log in.\n\n## Resolution\n\nThe limit was raised. It held.\n\n## Action items\n\n- [ ] Test the limit @database due:2024-05-01 type:prevent #12\n',
);
const sparse = postmortem('2021-10-28-dns', { started: '2021-10-28' });
const archive = makeArchive([sparse, full], settings);

describe('archiveJson', () => {
  const [first, second] = archiveJson(archive, '/kb/').postmortems;

  test('writes times in UTC, durations in minutes and impact in percent', () => {
    expect(first).toEqual({
      ...{ id: '2024-04-15-login', url: '/kb/postmortems/2024-04-15-login/', title: 'Login fails' },
      resolution: 'The limit was raised.',
      ...{ summary: 'Nobody could log in.', kind: 'incident', status: 'final', severity: 'sev2' },
      ...{ date: '2024-04-15', started: '2024-04-15T15:45:00Z', detected: null, acknowledged: null, mitigated: null },
      ...{
        resolved: '2024-04-15T17:45:00Z',
        ...{ timeToDetectMinutes: 5, timeToAcknowledgeMinutes: null, timeToMitigateMinutes: null },
        durationMinutes: 120,
        impactPercent: 30,
        impactOf: 'users',
        impactQualifier: '~',
      },
      impactAmounts: [
        { amount: 305, unit: 'customers', qualifier: null },
        { amount: 4000, unit: 'EUR', qualifier: '<' },
      ],
      ...{ cause: 'config-change', contributing: [], trigger: 'unknown', detection: 'alert' },
      roles: { commander: ['Jane Doe'], scribe: ['Bob', 'Kim'] },
      ...{ services: ['auth'], tags: ['auth', 'login'], recurs: [], related: [] },
      actions: [
        {
          ...{ title: 'Test the limit', owner: '@database', owners: ['@database'], due: '2024-05-01', type: 'prevent' },
          ...{ status: 'open', state: 'open', ticket: '#12', url: null },
        },
      ],
      fields: {},
    });
  });

  test('writes unknown values as null and days as days', () => {
    expect(second).toMatchObject({
      ...{
        date: '2021-10-28',
        started: '2021-10-28',
        resolved: null,
        durationMinutes: null,
        impactPercent: null,
        timeToDetectMinutes: null,
        impactOf: null,
        impactQualifier: null,
        impactAmounts: [],
      },
      ...{ severity: null, summary: null, resolution: null, actions: [] },
    });
  });
});

test('archiveJson contains the local date and the moment in UTC', () => {
  const started = '2019-12-04T00:30:00+01:00';
  const [data] = archiveJson(makeArchive([postmortem('a', { started })], settings), '/').postmortems;
  expect(data).toMatchObject({ date: '2019-12-04', started: '2019-12-03T23:30:00Z' });
});

describe('jsonFeed', () => {
  const root = 'https://example.com/kb/';
  const html =
    '<h2 id="a">A<a href="#a" class="heading-link">#</a></h2><a href="/kb/files/x.png">x</a><img src="y.png">';
  const feed = jsonFeed(
    archive,
    feedItems(archive, () => html, root),
    root,
  );

  test('lists the newest first, with absolute addresses and each category once', () => {
    expect(feed).toMatchObject({ feed_url: 'https://example.com/kb/feed.json', authors: [{ name: 'Example' }] });
    expect(feed.items.map(({ url, date_published, tags }) => ({ url, date_published, tags }))).toEqual([
      {
        url: 'https://example.com/kb/postmortems/2024-04-15-login/',
        date_published: '2024-04-15T17:45:00+02:00',
        tags: ['Configuration', 'auth', 'login'],
      },
      {
        url: 'https://example.com/kb/postmortems/2021-10-28-dns/',
        date_published: '2021-10-28T00:00:00Z',
        tags: ['Unknown'],
      },
    ]);
  });

  test('sorts by moment, not by local date', () => {
    const starts = ['2019-12-04T00:30:00+14:00', '2019-12-03T20:00:00-08:00', '2019-12-04'];
    const mixed = makeArchive(
      starts.map((started, index) => postmortem(`p${index}`, { started })),
      settings,
    );
    const items = inOrder(feedItems(mixed, () => '', root).toReversed());
    expect(jsonFeed(mixed, items, root).items.map(({ date_published }) => date_published)).toEqual([
      '2019-12-03T20:00:00-08:00',
      '2019-12-04T00:00:00Z',
      '2019-12-04T00:30:00+14:00',
    ]);
  });

  test('makes addresses in the text absolute and removes the anchors of headings', () => {
    expect(feed.items[0]?.content_html).toBe(
      '<h2 id="a">A</h2><a href="https://example.com/kb/files/x.png">x</a>' +
        '<img src="https://example.com/kb/postmortems/2024-04-15-login/y.png">',
    );
  });
});
