import { select, selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { type ActionTable, readActions } from '../../src/archive/actions/action-row.ts';
import { AS_OF } from '../tools/cli.ts';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

interface Exported {
  postmortems: { actions: { title: string; owners: string[]; due: string | null; state: string }[] }[];
}

const lineOf = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

describe.each(SITE_NAMES)('the actions of the site %s', (name) => {
  const { postmortems } = JSON.parse(site(name).text('postmortems.json')) as Exported;
  const actions = postmortems.flatMap((each) => each.actions);
  const statusOf = ({ state, due }: (typeof actions)[number]) => {
    if (state !== 'open') return state;
    return due === null ? 'undated' : due < AS_OF ? 'overdue' : 'open';
  };
  const pages = site(name).pages.filter(({ file }) => /^actions\/\w+\/index\.html$/.test(file));
  const pageOf = (list: string) => pages.find(({ file }) => file === `actions/${list}/index.html`);
  const actionsOn = (list: string) => selectAll('[data-action]', pageOf(list)?.root ?? { type: 'root', children: [] });

  test.each(['overdue', 'open', 'undated', 'unknown', 'done', 'dropped'])('of status %s are on its page', (status) => {
    const own = actions.filter((each) => statusOf(each) === status);
    expect(actionsOn(status).length).toBe(own.length);
    expect(pageOf(status) !== undefined).toBe(own.length > 0);
    const shown = status === 'undated' ? 'open' : status;
    expect([...new Set(actionsOn(status).map(({ properties }) => properties.dataAction))]).toEqual(
      own.length > 0 ? [shown] : [],
    );
  });

  test('without an owner are on their page', () =>
    expect(actionsOn('unassigned').length).toBe(actions.filter(({ owners }) => owners.length === 0).length));

  test('are on the pages of their owners, which the page of owners lists', () => {
    const listed = selectAll('.owners a', site(name).page('actions/owners/index.html').root);
    const shown = new Map(
      listed.map((link) => {
        const file = site(name).fileAt(new URL(String(link.properties.href), 'http://here.invalid').pathname);
        return [textOf(link), selectAll('[data-action]', site(name).page(String(file)).root).length];
      }),
    );
    const owners = [...new Set(actions.flatMap((each) => each.owners))];
    const expected = owners.map((owner) => [owner, actions.filter((each) => each.owners.includes(owner)).length]);
    expect([...shown].sort()).toEqual(expected.sort());
  });

  test('have numbers that lead to as many action items', () => {
    for (const link of selectAll('.numbers dd a', site(name).page('actions/index.html').root)) {
      const file = site(name).fileAt(new URL(String(link.properties.href), 'http://here.invalid').pathname);
      const count = selectAll('[data-action]', site(name).page(String(file)).root).length;
      expect(lineOf(textOf(link))).toMatch(new RegExp(`^${count}\\b`));
    }
  });

  test('are all in the file for scripts', () => {
    const rows = readActions(JSON.parse(site(name).text('actions.json')) as ActionTable);
    expect(rows.map(({ status }) => status).sort()).toEqual(actions.map(statusOf).sort());
  });
});

test('the example says who is late with what, and how many action items of each cause are done', () => {
  const { root } = site('example').page('actions/owners/database/index.html');
  const overdue = select('section[aria-labelledby="Overdue"]', root);
  const text = overdue ? lineOf(textOf(overdue)) : '';
  expect(text).toContain('Test and validate every change to pool settings before it goes live');
  expect(text).toMatch(/904 days late/);
  const overview = site('example').page('actions/index.html').root;
  expect(textOf(overview)).toMatch(/Configuration\s*14 of 23 \(61%\)/);
});

test('that nothing is overdue is said where it is so', () => {
  const said = ['actions', 'actions/unassigned', 'actions/owners/database'].map((folder) => {
    return selectAll('[data-nothing-overdue]', site('example').page(`${folder}/index.html`).root).length;
  });
  expect(said).toEqual([0, 1, 0]);
});

test('where there is no git, nothing is said of it and the page says so', () => {
  const { root, source } = site('all').page('actions/index.html');
  expect(selectAll('[data-history]', root).map(({ properties }) => properties.dataHistory)).toEqual(['none']);
  expect(source).not.toMatch(/open since/);
});
