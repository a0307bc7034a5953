import type { Root } from 'hast';
import { selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

// What the actions of the five incidents say, read by a person.
const FAMILY = [
  ['2024-04-01-promotion-connection-limit→2024-04-15-login-pool-misconfigured', 'promised-open'],
  ['2024-01-22-login-slow-query→2024-04-15-login-pool-misconfigured', 'promised-open'],
  ['2023-08-07-database-connection-leak→2024-04-15-login-pool-misconfigured', 'done-yet-recurred'],
  ['2024-01-22-login-slow-query→2024-04-01-promotion-connection-limit', 'promised-open'],
  ['2023-08-10-connection-pool-exhausted→2024-04-01-promotion-connection-limit', 'done-yet-recurred'],
  ['2023-08-10-connection-pool-exhausted→2024-01-22-login-slow-query', 'done-yet-recurred'],
  ['2023-08-07-database-connection-leak→2023-08-10-connection-pool-exhausted', 'promised-open'],
];

const rowsOf = (root: Root) =>
  selectAll('[data-recurrence]', root).map(({ properties }) => [properties.dataRecurrence, properties.dataVerdict]);
const isFamily = ([row]: unknown[]) => FAMILY.some(([known]) => known === row);

describe('the ledger of the example', () => {
  const { root } = site('example').page('recurrences/index.html');

  test('has the connection-pool family with its verdicts', () => expect(rowsOf(root).filter(isFamily)).toEqual(FAMILY));

  test('lists the earlier action items, and which time it was', () => {
    const text = textOf(root);
    expect(text).toContain('Test database queries automatically in the delivery pipeline');
    expect(text).toContain('fifth time');
  });

  test.each([
    ['postmortems/2024-01-22-login-slow-query', [5, 1, 3]],
    ['postmortems/2023-08-07-database-connection-leak', [2, 6]],
    ['services/login', [0, 1, 2, 5]],
  ])('is on /%s/ too', (page, rows) => {
    const own = site('example').page(`${page}/index.html`).root;
    const told = new Set(rowsOf(own).map(String));
    for (const row of rows) expect(told).toContain(String(FAMILY[row]));
  });
});

describe.each(SITE_NAMES)('the site %s', (name) => {
  const known = new Set(site(name).pages.map(({ file }) => file));

  test('has every row of the ledger once, on the pages of both its ends too', () => {
    const rows = rowsOf(site(name).page('recurrences/index.html').root).map(([row]) => String(row));
    expect(new Set(rows).size).toBe(rows.length);
    for (const row of rows) {
      for (const id of row.split('→')) {
        const page = site(name).page(`postmortems/${id}/index.html`);
        expect(rowsOf(page.root).map(([row]) => row)).toContain(row);
      }
    }
  });

  test('marks as recurrences what the ledger has as later ones, and nothing else', () => {
    const rows = rowsOf(site(name).page('recurrences/index.html').root);
    const laters = new Set(rows.map(([row]) => String(row).split('→')[1]));
    const table = selectAll('tr[data-id]', site(name).page('postmortems/index.html').root);
    expect(table).not.toEqual([]);
    const marked = table.filter((row) => selectAll('.recurred', row).length > 0).map((row) => row.properties.dataId);
    expect(marked.sort()).toEqual([...laters].sort());
    for (const { file, root } of site(name).pages) {
      if (!/^(?:services|causes|tags|years)\/[^/]+\/index/.test(file)) continue;
      const own = selectAll('tr[data-id]', root).map((row) => String(row.properties.dataId));
      const recurred = own.filter((id) => laters.has(id)).length;
      expect([file, selectAll('.strip .chart-dot-recurred', root).length]).toEqual([file, recurred]);
    }
  });

  test('proposes only what it shows and nobody has judged, and counts none of it', () => {
    const { postmortems } = JSON.parse(site(name).text('postmortems.json'));
    const said = new Map<string, string[]>(
      postmortems.map((each: { id: string; recurs: string[]; related: string[] }) => [
        each.id,
        [...each.recurs, ...each.related],
      ]),
    );
    for (const { file, root } of site(name).pages) {
      const [, id = ''] = /^postmortems\/([^/]+)\/index\.html$/.exec(file) ?? [];
      for (const { properties } of selectAll('[data-similar]', root)) {
        const other = String(properties.dataSimilar);
        expect(known).toContain(`postmortems/${other}/index.html`);
        expect(said.get(id)).not.toContain(other);
        expect(said.get(other)).not.toContain(id);
      }
    }
  });
});

test('the example has similar incidents to judge, each with the terms that it shares', () => {
  const proposals = site('example').pages.flatMap(({ root }) => selectAll('[data-similar]', root));
  expect(proposals.length).toBeGreaterThan(5);
  for (const proposal of proposals) expect(selectAll('.shared-word', proposal).length).toBeGreaterThanOrEqual(3);
});
