import { describe, expect, test } from 'vitest';
import { makeArchive, relationsOf, yearOf } from '../../src/archive/archive.ts';
import { isRecurrence } from '../../src/archive/recurrence/occurrences.ts';
import { familiesOf, recurrencesOf } from '../../src/archive/recurrence/recurrence.ts';
import { archiveOf, idsOf, postmortem } from '../tools/archives/postmortems.ts';

const named = (others: ReadonlyMap<string, Parameters<typeof idsOf>[0]>) =>
  Object.fromEntries([...others].map(([id, list]) => [id, idsOf(list)]));

describe('makeArchive', () => {
  test('sorts newest first, ties by id, whatever the order of the files', () => {
    const documents = {
      'b-noon': { started: '2024-04-15T12:00:00Z' },
      'a-noon': { started: '2024-04-15T14:00:00+02:00' },
      day: { started: '2024-04-15' },
      later: { started: '2024-04-15T12:00:01Z' },
      before: { started: '2023-12-31T23:59:59Z' },
    };
    const order = ['later', 'a-noon', 'b-noon', 'day', 'before'];
    expect(idsOf(archiveOf(documents).postmortems)).toEqual(order);
    const { postmortems, settings } = archiveOf(documents);
    expect(idsOf(makeArchive(postmortems.toReversed(), settings).postmortems)).toEqual(order);
  });

  test('sorts by moment, not by local date', () => {
    const documents = {
      'fourth-of-december': { started: '2019-12-04T00:30:00+14:00' },
      'third-of-december': { started: '2019-12-03T20:00:00-08:00' },
      'day-of-the-fourth': { started: '2019-12-04' },
    };
    const order = ['third-of-december', 'day-of-the-fourth', 'fourth-of-december'];
    expect(idsOf(archiveOf(documents).postmortems)).toEqual(order);
  });

  test('connects recurrences, oldest first, and related incidents in both directions', () => {
    const archive = archiveOf({
      a: { started: '2021-01-01' },
      b: { started: '2022-01-01', recurs: '[a]', related: '[c]' },
      c: { started: '2023-01-01', recurs: '[b, a, a]' },
    });
    expect(named(archive.recurrences)).toEqual({ a: ['b', 'c'], b: ['c'] });
    expect(named(archive.related)).toEqual({ b: ['c'], c: ['b'] });
  });

  test('ignores missing documents and references of a document to itself', () => {
    const archive = archiveOf({ a: { recurs: '[gone]', related: '[a, gone]' } });
    expect([named(archive.recurrences), named(archive.related)]).toEqual([{}, {}]);
  });
});

describe('isRecurrence', () => {
  // With the rule later-recurrence off, or between two incidents of one day.
  const archive = archiveOf({
    first: { started: '2021-01-01', recurs: '[later]' },
    itself: { started: '2021-02-01', recurs: '[itself]' },
    later: { started: '2022-01-01', recurs: '[first]' },
    hidden: { started: '2022-02-01', recurs: '[gone]' },
    'same-day': { started: '2022-03-01', recurs: '[other-of-day]' },
    'other-of-day': { started: '2022-03-01T10:00:00Z', recurs: '[same-day]' },
  });

  test('is true exactly for the later incidents in the ledger', () => {
    const ledger = new Set(recurrencesOf(archive).map(({ later }) => later.id));
    expect([...ledger].sort()).toEqual(['later', 'other-of-day', 'same-day']);
    const marked = archive.postmortems.filter((each) => isRecurrence(archive, each));
    expect(idsOf(marked).sort()).toEqual([...ledger].sort());
  });

  test('agrees with the relations in both directions', () => {
    const [first, later] = ['first', 'later'].map((id) => archive.byId.get(id) ?? postmortem(id));
    if (!first || !later) throw new Error('They are not there');
    expect(idsOf(relationsOf(archive, first).recurs)).toEqual([]);
    expect(idsOf(relationsOf(archive, first).recurredIn)).toEqual(['later']);
    expect(idsOf(relationsOf(archive, later).recurredIn)).toEqual([]);
  });
});

describe('relationsOf', () => {
  const archive = archiveOf({
    first: { started: '2021-01-01' },
    second: { started: '2022-01-01', recurs: '[first]', related: '[first, other]' },
    other: { started: '2022-06-01' },
    third: { started: '2023-01-01', recurs: '[second, first]', related: '[gone]' },
  });

  test.each([
    ['first', { recurs: [], recurredIn: ['second', 'third'], related: [], newer: 'second' }],
    ['second', { recurs: ['first'], recurredIn: ['third'], related: ['other'], newer: 'other', older: 'first' }],
    ['other', { recurs: [], recurredIn: [], related: ['second'], newer: 'third', older: 'second' }],
    ['third', { recurs: ['first', 'second'], recurredIn: [], related: [], older: 'other' }],
  ])('of %s', (id, expected) => {
    const document = archive.byId.get(id);
    if (!document) throw new Error(`no ${id}`);
    const { recurs, recurredIn, related, newer, older } = relationsOf(archive, document);
    expect({
      ...{ recurs: idsOf(recurs), recurredIn: idsOf(recurredIn), related: idsOf(related) },
      ...(newer && { newer: newer.id }),
      ...(older && { older: older.id }),
    }).toEqual(expected);
  });
});

test('relationsOf finds the neighbours of a postmortem without scanning the archive', () => {
  const days = Array.from({ length: 28 }, (_, place) => `2024-02-${String(place + 1).padStart(2, '0')}`);
  const archive = archiveOf(Object.fromEntries(days.map((started) => [started, { started }])));
  let looks = 0;
  const postmortems = new Proxy(archive.postmortems, {
    get(target, key, receiver) {
      if (/^\d+$/.test(String(key))) looks++;
      return Reflect.get(target, key, receiver);
    },
  });
  const oldest = archive.byId.get('2024-02-01');
  if (!oldest) throw new Error('no such day');
  expect(relationsOf({ ...archive, postmortems }, oldest).newer?.id).toBe('2024-02-02');
  expect(looks).toBeLessThan(4);
});

describe('familiesOf', () => {
  test.each<[string, Record<string, Record<string, string>>, string[][]]>([
    ['nothing', {}, []],
    ['incidents apart', { a: {}, b: {} }, []],
    [
      'a chain',
      {
        a: { started: '2021-01-01' },
        b: { started: '2022-01-01', recurs: '[a]' },
        c: { started: '2023-01-01', recurs: '[b]' },
      },
      [['a', 'b', 'c']],
    ],
    [
      'two that a third joins',
      {
        a: { started: '2021-01-01' },
        b: { started: '2021-02-01', recurs: '[a]' },
        c: { started: '2021-03-01' },
        d: { started: '2021-04-01', recurs: '[c]' },
        e: { started: '2021-05-01', recurs: '[d, b]' },
      },
      [['a', 'b', 'c', 'd', 'e']],
    ],
    [
      'two families, the one that came back last first',
      {
        a: { started: '2021-01-01' },
        b: { started: '2021-02-01' },
        c: { started: '2021-03-01', recurs: '[b]' },
        d: { started: '2021-04-01', recurs: '[a]' },
      },
      [
        ['a', 'd'],
        ['b', 'c'],
      ],
    ],
    ['what is not there, and itself', { a: { recurs: '[a, gone]' } }, []],
  ])('of %s', (_, documents, expected) => {
    expect(familiesOf(archiveOf(documents)).map(({ members }) => idsOf(members))).toEqual(expected);
  });
});

test.each([
  ['2024-12-31', '2024'],
  ['2024-12-31T23:30:00-05:00', '2024'],
  ['2000-01-01T00:30:00+01:00', '2000'],
])('the year of %s is %s', (started, year) => expect(yearOf(postmortem('a', { started }))).toBe(year));
