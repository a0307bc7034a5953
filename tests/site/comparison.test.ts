import { select, selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

const FOLDER = /^compare\/([^/]+)\/([^/]+)\/index\.html$/;

describe.each(SITE_NAMES)('the site %s', (name) => {
  test('compares the two incidents of every row of its ledger, and no others', () => {
    const rows = selectAll('[data-recurrence]', site(name).page('recurrences/index.html').root);
    const declared = rows.map(({ properties }) => String(properties.dataRecurrence));
    const compared = site(name).pages.flatMap(({ file, root }) => {
      const [, earlier, later] = FOLDER.exec(file) ?? [];
      return earlier && select('[data-comparison="declared"]', root) ? [`${earlier}→${later}`] : [];
    });
    expect(compared.sort()).toEqual(declared.sort());
  });

  test('compares each incident with the one that it suggests first', () => {
    for (const { file, root } of site(name).pages) {
      const [, id = ''] = /^postmortems\/([^/]+)\/index\.html$/.exec(file) ?? [];
      const first = select('[data-similar]', root)?.properties.dataSimilar;
      if (first === undefined) continue;
      const [page] = [`${id}/${first}`, `${first}/${id}`].flatMap((pair) =>
        site(name).pages.filter(({ file }) => file === `compare/${pair}/index.html`),
      );
      expect(page && select('[data-comparison="similar"]', page.root), `${id} and ${first}`).not.toBeUndefined();
    }
  });
});

describe('the comparison of the second and the fifth time that connections ran out', () => {
  const { root } = site('example').page(
    'compare/2024-01-22-login-slow-query/2024-04-15-login-pool-misconfigured/index.html',
  );
  const textAt = (selector: string) => {
    const found = select(selector, root);
    return found ? textOf(found).replaceAll(/\s+/g, ' ') : '';
  };

  test('has their facts side by side, and says which are the same', () => {
    const rows = selectAll('.compared tbody tr', root).map((row) =>
      selectAll('th, td', row).map((cell) => textOf(cell).replaceAll(/\s+/g, ' ').trim()),
    );
    expect(rows).toContainEqual(['Cause', 'Code defect', 'Configuration']);
    expect(rows).toContainEqual(['Duration', '3h 30m', '2h']);
    expect(rows).toContainEqual(['Impact same', '30% of users', '30% of users']);
  });

  test('has their root causes side by side, with links that lead to their pages', () => {
    const causes = selectAll('section[aria-labelledby="RootCauses"] .prose', root);
    expect(causes.map((cause) => textOf(cause).slice(0, 30))).toEqual([
      'One query did more work than i',
      "The pool's size and time-out s",
    ]);
    const [note] = causes.flatMap((cause) => selectAll('sup a', cause));
    expect(note?.properties.href).toBe('/postmortems/2024-01-22-login-slow-query/#user-content-fn-metastable');
    expect(causes.flatMap((cause) => selectAll('[id]', cause))).toEqual([]);
  });

  test('says what became of the promises of the first', () => {
    const promises = textAt('section[aria-labelledby="Promised"]');
    expect(promises).toContain('2 of 6 action items were still open.');
    expect(promises).toMatch(/open\s?Train engineers to find and fix database performance problems.*today: overdue/);
    expect(promises).toMatch(/done\s?Monitor the health of the connection pool, with alerts.*done on 12 April 2024/);
  });

  test('aligns their timelines by the time since each start', () => {
    const rows = selectAll('.aligned tbody tr', root).map((row) => selectAll('th, td', row).map(textOf));
    const [start] = rows;
    expect(start?.[0]).toBe('+0m');
    expect(start?.[1]).toContain('14:00');
    expect(start?.[2]).toContain('15:45');
  });
});
