import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Element } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readList } from '../../src/archive/list/table.ts';
import { readableColor } from '../../src/archive/settings/accent.ts';
import { BuiltSite, type Page, unpacked } from '../tools/sites/built-site.ts';
import { build } from '../tools/sites/site-setup.ts';
import { site } from '../tools/sites/sites.ts';

const open = () => site('themed');
const GATES = 'postmortems/2025-03-02-gates-stay-shut/index.html';
const TRACKER = 'https://tracker.lighthouse.example/browse';
const ISSUES = 'https://git.lighthouse.example/ops/issues';

let folder: string;
let internal: BuiltSite;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-themed-'));
  const place = { ...open().place, folder: path.join(folder, 'site'), audience: 'internal' as const, base: '/' };
  await build(place, '--audience', 'internal');
  internal = new BuiltSite(place);
});
afterAll(() => rmSync(folder, { recursive: true }));

const linesOf = (elements: readonly Element[]) => elements.map((each) => textOf(each).replaceAll(/\s+/g, ' ').trim());
const linksIn = (selector: string, { root }: Page) =>
  selectAll(`${selector} a`, root).map((link) => [textOf(link).trim(), link.properties.href]);

describe('every page', () => {
  const pages = () => open().pages.filter(({ root }) => !select('meta[http-equiv=refresh]', root));

  test('has the logo with the title as its alternative text', () => {
    for (const { file, root } of pages()) {
      const logo = select('.brand img', root);
      expect(logo?.properties, file).toMatchObject({ alt: 'Lighthouse Ferries', width: 220, height: 48 });
      expect(String(logo?.properties.src)).toMatch(/^\/ferries\/files\/theme\/logo\.[\da-f]{10}\.svg$/);
      expect(select('.brand svg', root)).toBeUndefined();
    }
    const logo = open().files.find((file) => file.startsWith('files/theme/logo.')) ?? '';
    expect(open().text(logo)).toMatch(/^<svg (?!.*<script)/s);
  });

  test('has the style sheets of the archive after those of the site', () => {
    for (const { file, root } of pages()) {
      const sheets = selectAll('link[rel=stylesheet]', root).map(({ properties }) => String(properties.href));
      const own = sheets.findIndex((href) => href.startsWith('/ferries/files/'));
      expect(sheets.slice(own), file).toEqual([
        expect.stringMatching(/files\/accent\.[\da-f]{10}\.css$/),
        expect.stringMatching(/files\/theme\/site\.[\da-f]{10}\.css$/),
        expect.stringMatching(/files\/theme\/home\.[\da-f]{10}\.css$/),
      ]);
      expect(own, file).toBeGreaterThan(0);
      for (const href of sheets) expect(open().fileAt(href), href).toBeDefined();
    }
  });

  test('has the links of the navigation after the sections', () => {
    for (const page of pages()) {
      expect(linksIn('.site-nav', page).slice(-2), page.file).toEqual([
        ['Runbooks', 'https://wiki.lighthouse.example/runbooks'],
        ['Newest as feed', '/ferries/feed.xml'],
      ]);
    }
  });

  test('has the footer', () => {
    for (const page of pages()) {
      expect(linksIn('.site-footer', page)[0]).toEqual(['the worst one', `/ferries/${path.dirname(GATES)}/`]);
      expect(linesOf(selectAll('.site-footer strong', page.root))).toEqual(['#operations']);
    }
  });
});

test('the accent is readable in both themes, and not forced on others', () => {
  const css = open().text(open().files.find((file) => file.startsWith('files/accent.')) ?? '');
  const [, light, dark] =
    /^@media screen and \(forced-colors: none\).*?--accent: (#\w+);.*?dark.*?--accent: (#\w+);/s.exec(css) ?? [];
  expect(light).toBe('#1257a6');
  expect(dark).toBe(readableColor('dark', '#1257a6'));
});

test('a style sheet finds the image that it uses, under any base', () => {
  for (const built of [open(), internal]) {
    const file = built.files.find((name) => name.startsWith('files/theme/site.')) ?? '';
    const [, image = ''] = /url\("([^"]+)"\)/.exec(built.text(file)) ?? [];
    expect(built.files).toContain(path.posix.join(path.posix.dirname(file), image));
  }
});

test('the home page begins with its text, which is no postmortem', () => {
  const page = open().page('index.html');
  const [heading, text] = selectAll('main h1, main .home-text', page.root);
  expect(textOf(heading ?? { type: 'root', children: [] })).toBe('Lighthouse Ferries');
  expect(textOf(text ?? { type: 'root', children: [] })).toMatch(/^\s*We run 14 ferries/);
  expect(linksIn('.home-text', page)).toEqual([
    ['the night when the gates stayed shut', `/ferries/${path.dirname(GATES)}/#root-cause`],
    ['map of our systems', expect.stringMatching(/^\/ferries\/files\/theme\/systems\./)],
    ['OPS-100', `${TRACKER}/OPS-100`],
  ]);
  expect(open().files.filter((file) => file.startsWith('postmortems/home'))).toEqual([]);
});

describe('custom fields', () => {
  test('are columns of the list, with their values and an order', () => {
    const { root } = open().page('postmortems/index.html');
    const heads = linesOf(selectAll('[data-list] thead th', root));
    expect(heads.slice(5, 7)).toEqual(['Harbor', 'Stranded']);
    const cells = selectAll('tbody tr', root).map((row) => linesOf(selectAll('td.cell-field', row)));
    expect(cells).toEqual([
      ['', ''],
      ['Northport', '12.5 passengers'],
      ['Northport, Skerry', '1,240 passengers'],
    ]);
    const rows = readList(JSON.parse(open().text('list.json')));
    expect(rows.map(({ cells = [] }) => cells.map((cell) => cell?.sort))).toEqual([
      [undefined, undefined],
      ['Northport', 12.5],
      ['Northport,Skerry', 1240],
    ]);
  });

  test('are filters of the list and of the search', () => {
    const optionsOf = (name: string) =>
      linesOf(selectAll(`select[name="${name}"] option`, open().page('postmortems/index.html').root));
    expect(optionsOf('field-harbor')).toEqual(['Any', 'Northport (2)', 'Skerry (1)']);
    expect(optionsOf('field-manager')).toEqual(['Any', 'Ines (2)', 'Jonas (1)']);
    const boxes = selectAll('input[name="field-harbor"]', open().page('search/index.html').root);
    expect(boxes.map(({ properties }) => properties.value)).toEqual(['Northport', 'Skerry']);
    const facts = open().files.find((file) => /^pagefind\/.*facts/.test(file)) ?? '';
    expect(JSON.parse(open().text(facts)).fields.harbor.values.toSorted()).toEqual(['Northport', 'Skerry']);
  });

  test('are on the page with their labels, by type', () => {
    const record = selectAll('.record > div', open().page(GATES).root);
    const rows = new Map(record.map((row) => [linesOf(selectAll('dt', row))[0], row]));
    const shownAs = (label: string) => linesOf(selectAll('dd', rows.get(label) ?? (record[0] as Element)))[0];
    expect(['Harbor', 'Incident manager', 'Stranded', 'Reviewed on', 'Channel'].map(shownAs)).toEqual([
      ...['Northport, Skerry', 'Ines', '1,240 passengers', '9 March 2025'],
      'chat.lighthouse.example/channels/inc-gates',
    ]);
    expect(select('a', rows.get('Channel') as Element)?.properties).toMatchObject({
      href: 'https://chat.lighthouse.example/channels/inc-gates',
      rel: ['external', 'noopener', 'noreferrer'],
    });
    expect(select('time', rows.get('Reviewed on') as Element)?.properties.dateTime).toBe('2025-03-09');
  });

  test('are data with their types', () => {
    const { fields, postmortems } = JSON.parse(open().text('postmortems.json'));
    expect(fields.stranded).toEqual({ label: 'Stranded', type: 'number', unit: 'passengers' });
    expect(postmortems.at(-1).fields).toEqual({
      ...{ harbor: ['Northport', 'Skerry'], manager: 'Ines', stranded: 1240, reviewed: '2025-03-09' },
      channel: 'https://chat.lighthouse.example/channels/inc-gates',
    });
  });

  test.each(['hiddenport', 'mallory', 'kingfisher', 'codename', 'secret-code'])(
    'of internal documents are not on a public site: %s',
    (word) => {
      const filesWith = (built: BuiltSite) =>
        built.files.filter((file) => unpacked(built.bytes(file)).toString('latin1').toLowerCase().includes(word));
      expect(filesWith(open())).toEqual([]);
      expect(filesWith(internal)).not.toEqual([]);
    },
  );
});

describe('tickets are links', () => {
  const page = () => open().page(GATES);
  const first = (selector: string) =>
    linksIn(selector, page()).filter(([, href]) => /tracker|git\./.test(String(href)));

  test.each<[place: string, selector: string, expected: string[][]]>([
    ['in the timeline', '.step', [['OPS-72', `${TRACKER}/OPS-72`]]],
    [
      'in action items',
      '.action',
      [
        ['#415', `${ISSUES}/415`],
        ['OPS-73', `${TRACKER}/OPS-73`],
        ['#412', `${ISSUES}/412`],
      ],
    ],
    ['not in code', 'code', []],
  ])('%s', (_, selector, expected) => expect(first(selector)).toEqual(expected));

  test('in the body, outside of other links', () => {
    const links = linksIn('.postmortem-body > .prose > p', page());
    expect(links).toEqual([
      ['OPS-71', `${TRACKER}/OPS-71`],
      ['OPS-71', `${TRACKER}/OPS-71`],
      ['OPS-71 in a link', 'https://example.com/'],
      ['#412', `${ISSUES}/412`],
    ]);
  });

  test('on the page of action items and in postmortems.json', () => {
    const links = linksIn('.action', open().page('actions/index.html'));
    expect(links).toEqual(expect.arrayContaining([['OPS-91', `${TRACKER}/OPS-91`]]));
    const { postmortems } = JSON.parse(open().text('postmortems.json'));
    expect(postmortems.at(-1).actions).toMatchObject([
      { ticket: 'OPS-73', url: `${TRACKER}/OPS-73` },
      { ticket: '#412', url: `${ISSUES}/412` },
    ]);
  });
});
