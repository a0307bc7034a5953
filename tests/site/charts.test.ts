import type { Element, Root } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import type { ArchiveJson } from '../../src/archive/export/json.ts';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

describe.each(SITE_NAMES)('the drawings of the site %s', (name) => {
  test('say what they show, or are hidden from those who cannot see them', () => {
    const mute = site(name).pages.flatMap(({ file, root }) =>
      drawingsOf(root)
        .filter((svg) => !isNamed(svg, root) && svg.properties.ariaHidden !== 'true')
        .map((svg) => `${file}: ${svg.properties.className}`),
    );
    expect(mute).toEqual([]);
  });

  test('of the trends have a title, a description and their data as a table', () => {
    const { root } = site(name).page('trends/index.html');
    const drawings = drawingsOf(root).filter(({ properties }) => properties.role === 'group');
    for (const svg of drawings) {
      expect(select('title', svg) && select('desc', svg), String(svg.properties.ariaLabelledBy)).toBeTruthy();
    }
    // The archive of one incident knows none of its times.
    expect(drawings.length > 1).toBe(name !== 'single');
    expect(selectAll('main details table', root)).toHaveLength(drawings.length);
  });

  test('of the trends count every incident', () => {
    const { postmortems } = JSON.parse(site(name).text('postmortems.json')) as ArchiveJson;
    const { root } = site(name).page('trends/index.html');
    const sumOf = (title: string) => {
      const box = selectAll('main .table-box', root).find(({ properties }) => properties.ariaLabel === title);
      return selectAll('td', box).reduce((sum, cell) => sum + Number(textOf(cell)), 0);
    };
    for (const title of ['Severities by year', 'Causes by year', 'Triggers by year', 'Detection by year']) {
      expect(sumOf(`Table: ${title}`), title).toBe(postmortems.length);
    }
  });

  test('lead somewhere: every mark of an incident is a link with a name', () => {
    const loose = site(name).pages.flatMap(({ file, root }) => {
      const linked = new Set(selectAll('main svg a[href][aria-label] :is(circle, line, path)', root));
      const marks = selectAll('main svg[role=group] :is(.chart-dot, .strip-column, .action-mark path)', root);
      return marks.filter((mark) => !linked.has(mark)).map((mark) => `${file}: ${mark.properties.className}`);
    });
    expect(loose).toEqual([]);
  });

  test('lead to the incidents: a number of one to the incident, others to their list', () => {
    const { root } = site(name).page('trends/index.html');
    const cells = (title: string) => selectAll(`[aria-label="Table: ${title}"] tbody td:not(:empty)`, root);
    for (const title of ['Incidents per month', 'Severities by year', 'Causes by year']) {
      expect(cells(title).length, title).toBeGreaterThan(0);
      for (const cell of cells(title)) {
        const link = select('a', cell);
        const isList = Number(textOf(cell)) > 1;
        expect(String(link?.properties.href)).toMatch(isList ? /postmortems\/\?/ : /postmortems\/[^?]+\/$/);
        expect(String(link?.properties.ariaLabel)).toContain(textOf(cell));
      }
    }
  });
});

test('the page of a cause with five incidents draws the gaps, one with fewer has days only', () => {
  const counts = (file: string) => {
    const { root } = site('example').page(file);
    return [selectAll('.prevention svg[role=group]', root).length, selectAll('.prevention ol time', root).length];
  };
  expect(counts('causes/code-defect/index.html')).toEqual([1, 0]);
  expect(counts('causes/cascade/index.html')[0]).toBe(0);
  expect(counts('causes/cascade/index.html')[1]).toBeGreaterThan(0);
});

/** Within a drawing, a further one is a group of its shapes. */
function drawingsOf(root: Root): Element[] {
  const inner = new Set(selectAll('svg svg', root));
  return selectAll('svg', root).filter((svg) => !inner.has(svg));
}

function isNamed(svg: Element, root: Root): boolean {
  const { role, ariaLabel, ariaLabelledBy } = svg.properties;
  const names = [ariaLabelledBy ?? []].flat().map((id) => select(`[id="${id}"]`, root));
  return (
    (role === 'img' || role === 'group') &&
    (Boolean(ariaLabel) || (names.length > 0 && names.every((name) => name && textOf(name) !== '')))
  );
}
