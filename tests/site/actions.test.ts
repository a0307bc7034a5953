import { selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { AS_OF } from '../tools/cli.ts';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

interface Exported {
  postmortems: { actions: { title: string; due: string | null; state: string }[] }[];
}

describe.each(SITE_NAMES)('the actions of the site %s', (name) => {
  const { postmortems } = JSON.parse(site(name).text('postmortems.json')) as Exported;
  const expected = postmortems.flatMap(({ actions }) =>
    actions.map(({ state, due }) => (state === 'open' && due !== null && due < AS_OF ? 'overdue' : state)),
  );
  const { root } = site(name).page('actions/index.html');
  const listed = selectAll('[data-action]', root).map(({ properties }) => String(properties.dataAction));

  test('are all on one page, each as it stands on the day of the build', () =>
    expect(listed.toSorted()).toEqual(expected.toSorted()));

  test('stand under the heading that says how they stand', () => {
    const states = ['Overdue', 'Open', 'Undated', 'Unknown', 'Done', 'Dropped'].map((id) => {
      const actions = selectAll(`section[aria-labelledby="${id}"] [data-action]`, root);
      return [id, [...new Set(actions.map(({ properties }) => properties.dataAction))]];
    });
    const allowed = {
      Overdue: 'overdue',
      Open: 'open',
      Undated: 'open',
      Unknown: 'unknown',
      Done: 'done',
      Dropped: 'dropped',
    };
    for (const [id, found] of states) {
      for (const state of found ?? []) expect(state).toBe(allowed[id as keyof typeof allowed]);
    }
  });
});

test('the example says who is late with what, and how many action items of each cause are done', () => {
  const { root } = site('example').page('actions/index.html');
  const [overdue] = selectAll('section[aria-labelledby="Overdue"]', root);
  const text = overdue ? textOf(overdue) : '';
  expect(text).toContain('@database');
  expect(text).toContain('Test and validate every change to pool settings before it goes live');
  expect(text).toMatch(/904 days\s*late/);
  expect(textOf(root)).toMatch(/Configuration\s*14 of 23 \(61%\)/);
});

test('where there is no git, nothing is said of it and the page says so', () => {
  const { root, source } = site('all').page('actions/index.html');
  expect(selectAll('[data-history]', root).map(({ properties }) => properties.dataHistory)).toEqual(['none']);
  expect(source).not.toMatch(/git: open since/);
});
