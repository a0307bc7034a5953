import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { archiveJson } from '../../../src/archive/export/json.ts';
import { facetsOf } from '../../../src/archive/groups/facets.ts';
import { factOf } from '../../../src/archive/groups/facts.ts';
import { parseSettings } from '../../../src/archive/settings.ts';
import { postmortem } from '../../tools/archives/postmortems.ts';

const YAML = `
fields:
  customer: { label: Customer, facet: true, column: true }
  regions: { type: list, facet: true }
  affected: { type: number, unit: users, column: true }
  reviewed: { type: date }
  call-notes: { type: link }
`;
const { settings, diagnostics } = parseSettings(YAML, 'archive.yml');
if (!settings) throw new Error(JSON.stringify(diagnostics));

const values = {
  customer: 'Acme',
  regions: '[eu, us]',
  affected: '1200.5',
  reviewed: '2024-05-01',
  'call-notes': 'https://notes.example.com/1',
};

test('values have their types in the model and in postmortems.json', () => {
  const archive = makeArchive([postmortem('a', values, '', settings), postmortem('b', {}, '', settings)], settings);
  const typed = {
    customer: 'Acme',
    regions: ['eu', 'us'],
    affected: 1200.5,
    reviewed: '2024-05-01',
    'call-notes': 'https://notes.example.com/1',
  };
  expect(archive.byId.get('a')?.fields).toEqual(typed);
  const json = archiveJson(archive, '/');
  expect(json.fields).toEqual({
    customer: { label: 'Customer', type: 'text', unit: null },
    regions: { label: 'Regions', type: 'list', unit: null },
    affected: { label: 'Affected', type: 'number', unit: 'users' },
    reviewed: { label: 'Reviewed', type: 'date', unit: null },
    'call-notes': { label: 'Call notes', type: 'link', unit: null },
  });
  expect(Object.fromEntries(json.postmortems.map(({ id, fields }) => [id, fields]))).toEqual({
    a: typed,
    b: { customer: null, regions: [], affected: null, reviewed: null, 'call-notes': null },
  });
});

test('zero is a value', () => {
  expect(postmortem('a', { affected: '0' }, '', settings).fields).toEqual({ affected: 0 });
});

test('facets have the values that occur, most first', () => {
  const documents = [postmortem('a', values, '', settings), postmortem('b', { regions: '[us]' }, '', settings)];
  const archive = makeArchive(documents, settings);
  const facets = facetsOf(archive).filter(({ key }) => key.startsWith('field-'));
  expect(facets).toEqual([
    { key: 'field-customer', title: 'Customer', options: [{ value: 'Acme', title: 'Acme', count: 1 }] },
    {
      key: 'field-regions',
      title: 'Regions',
      options: [
        { value: 'us', title: 'us', count: 2 },
        { value: 'eu', title: 'eu', count: 1 },
      ],
    },
  ]);
  expect(documents.map((each) => factOf(archive, each).fields)).toEqual([
    { customer: ['Acme'], regions: ['eu', 'us'] },
    { customer: [], regions: ['us'] },
  ]);
});

describe('the settings of a public site', () => {
  test('have no field and no value that only internal documents use', () => {
    const open = { ...settings, audience: 'public' as const };
    const archive = makeArchive([postmortem('a', { customer: 'Acme' }, '', settings)], open);
    expect(Object.keys(archive.settings.fields)).toEqual(['customer']);
    expect(facetsOf(archive).map(({ key }) => key)).not.toContain('field-regions');
    expect(JSON.stringify(archiveJson(archive, '/'))).not.toContain('users');
  });
});

test.each<[yaml: string, place: string, message: string, text?: string]>([
  ['a: { type: integer }', '2:14', 'expected one of `text`, `list`, `number`, `date`, `link`'],
  ['a: { type: numer }', '2:14', 'Unexpected value `numer`', 'number'],
  ['a: number', '2:6', 'expected keys with values', '{type: number}'],
  ['a: { title: A }', '2:8', 'Unexpected key `title`', 'label'],
  ['a: { unit: ms }', '2:14', 'Unexpected `unit` for the field `a` of type `text`'],
  ['a: { type: date, facet: true }', '2:27', 'Unexpected `facet` for the field `a` of type `date`'],
  ['a: { column: yes }', '2:16', 'expected `true` or `false`', 'true'],
  ['a: { column: "x" }', '2:16', 'expected `true` or `false`'],
])('fields: {%s} is reported', (yaml, place, message, text) => {
  const found = parseSettings(`fields:\n  ${yaml}\n`, 'archive.yml').diagnostics;
  expect(found.map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
  expect(found[0]?.message).toContain(message);
  expect(found[0]?.fix?.text).toBe(text);
});
