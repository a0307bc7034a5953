import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../src/archive/archive.ts';
import { isShown, whyHidden } from '../../src/archive/audience.ts';
import { DEFAULT_CAUSES } from '../../src/archive/causes.ts';
import { archiveJson } from '../../src/archive/export/json.ts';
import { defaultSettings, parseSettings } from '../../src/archive/settings.ts';
import { archiveOf } from '../tools/archives/postmortems.ts';

const internal = { audience: 'internal', visibility: 'public' } as const;
const open = { audience: 'public', visibility: 'public' } as const;
const closed = { audience: 'public', visibility: 'internal' } as const;

test.each([
  // document, settings, shown without drafts, shown with drafts
  [{}, internal, true, true],
  [{ visibility: 'internal' }, internal, true, true],
  [{ status: 'draft' }, internal, false, true],
  [{ status: 'review' }, open, true, true],
  [{ visibility: 'internal' }, open, false, false],
  [{ visibility: 'internal', status: 'draft' }, open, false, false],
  [{}, closed, false, false],
  [{ visibility: 'public' }, closed, true, true],
  [{ visibility: 'public', status: 'draft' }, closed, false, true],
] as const)('%j in an archive of %j is shown: %s, with drafts: %s', (document, settings, without, withDrafts) => {
  expect([isShown(document, settings, false), isShown(document, settings, true)]).toEqual([without, withDrafts]);
});

test.each([
  [{}, {}, open, undefined],
  [{}, { visibility: 'internal' }, open, 'internal'],
  [{}, { visibility: 'internal' }, internal, undefined],
  [{}, { status: 'draft' }, internal, 'draft'],
  [{}, { status: 'draft' }, open, 'draft'],
  [{}, { status: 'draft', visibility: 'internal' }, open, 'internal'],
  [{ status: 'draft' }, { status: 'draft' }, open, undefined],
  [{ status: 'draft' }, { visibility: 'internal' }, open, 'internal'],
  [{ visibility: 'internal' }, { visibility: 'internal' }, open, undefined],
  [{ visibility: 'internal' }, { status: 'draft' }, open, undefined],
  [{}, { visibility: 'public' }, closed, undefined],
  [{ visibility: 'public' }, {}, closed, 'internal'],
] as const)('of %j, %j in an archive of %j is hidden: %s', (from, to, settings, reason) => {
  expect(whyHidden(from, to, settings)).toBe(reason);
});

describe('an archive', () => {
  const documents = {
    first: { started: '2021-01-01' },
    second: {
      started: '2022-01-01',
      recurs: '[hidden, first]',
      related: '[first, hidden]',
      unrelated: '[hidden]',
      aliases: '[former]',
    },
  };

  test.each(['internal', 'public'] as const)('for the audience %s contains no id of a hidden document', (audience) => {
    const archive = archiveOf(documents, { audience });
    expect(archive.byId.get('second')).toMatchObject({
      ...{ recurs: ['first'], related: ['first'], unrelated: [], aliases: ['former'] },
    });
    expect(JSON.stringify([archiveJson(archive, '/'), archive.postmortems])).not.toContain('hidden');
  });

  test('keeps the same postmortem object if nothing is hidden', () => {
    const { postmortems, settings } = archiveOf(documents);
    expect(makeArchive(postmortems, settings).postmortems).toEqual(postmortems);
    expect(makeArchive(postmortems, settings).postmortems[0]).toBe(postmortems[0]);
  });
});

describe('the settings of an archive', () => {
  const { settings = defaultSettings() } = parseSettings(
    `severities: [sev1, low, never, hidden]
causes:
  - { id: own, title: Own, definition: An own cause. }
  - { id: more, title: More, definition: One more. }
  - { id: hidden, title: Hidden, definition: A hidden one. }
  - { id: network, title: Our network, definition: Says more than the default one. }
services: [{ id: auth, team: core, partOf: hidden }, { id: hidden, team: hidden }]
fields: { region: { label: Region }, hidden: { label: Hidden }, parts: { type: list } }
sections: [Hidden]
rules: { missing-section: off }
`,
    'archive.yml',
  );
  const documents = {
    a: {
      severity: 'low',
      cause: 'own',
      contributing: '[more]',
      services: '[auth, undeclared]',
      region: 'eu',
      parts: '[]',
    },
  };
  const own = [
    { id: 'own', title: 'Own', definition: 'An own cause.' },
    { id: 'more', title: 'More', definition: 'One more.' },
  ];

  test('are those of archive.yml for an internal audience', () => {
    expect(archiveOf(documents, { ...settings, audience: 'internal' }).settings).toEqual(settings);
  });

  test('are the defaults and those in use for a public audience', () => {
    const archive = archiveOf(documents, { ...settings, audience: 'public' });
    expect(archive.settings).toEqual({
      ...settings,
      audience: 'public',
      causes: [...DEFAULT_CAUSES.filter(({ id }) => id !== 'network'), ...own],
      severities: ['sev1', 'low'],
      services: [{ id: 'auth', team: 'core' }],
      fields: { region: { label: 'Region', type: 'text', column: false, facet: false, header: false } },
      sections: [],
      rules: {},
    });
    // Pages create the archive again from stored data.
    const stored = JSON.parse(JSON.stringify(archive));
    expect(makeArchive(stored.postmortems, stored.settings).settings).toEqual(archive.settings);
  });

  test('have links to pages of shown documents only for a public audience', () => {
    const kept = [
      'postmortems/a/#impact',
      '/postmortems/former/',
      'postmortems/',
      'postmortems/?severity=low',
      'trends/',
    ];
    const dropped = ['postmortems/hidden/', '/postmortems/hidden', 'postmortems//hidden/#x', 'postmortems/hidden.md'];
    const nav = [...kept, 'https://example.com/postmortems/hidden/', ...dropped].map((href) => ({ label: 'A', href }));
    const themed = { ...settings, theme: { ...settings.theme, nav } };
    const archive = (audience: 'public' | 'internal') =>
      archiveOf({ a: { ...documents.a, aliases: '[former]' } }, { ...themed, audience }).settings.theme.nav;
    expect(archive('internal')).toEqual(nav);
    expect(archive('public')).toEqual(nav.slice(0, kept.length + 1));
  });

  test('are the defaults for a public audience without documents', () => {
    const { settings: found } = archiveOf({}, { ...settings, audience: 'public' });
    const { causes, severities, services, fields } = found;
    const rest = DEFAULT_CAUSES.filter(({ id }) => id !== 'network');
    expect({ causes, severities, services, fields }).toEqual({
      ...{ causes: rest, severities: ['sev1'], services: [], fields: {} },
    });
  });
});
