import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ledgerOf } from '../../../src/archive/actions/ledger.ts';
import { calendarText } from '../../../src/archive/export/calendar.ts';
import type { ActionItem } from '../../../src/postmortem/body/action-items.ts';
import { action, incident } from '../../tools/archives/incidents.ts';
import { readCalendar } from '../../tools/sites/calendar.ts';

const ASKED = { name: 'Actions', asOf: '2024-05-10', root: 'https://example.org/kb/' };
const calendar = (actions: ActionItem[], options = {}) => {
  const promises = ledgerOf(
    [incident('2024-04-15-login', '2024-04-15', { title: 'Login fails', actions })],
    ASKED.asOf,
  );
  return readCalendar(calendarText(promises, { ...ASKED, ...options }));
};

describe('calendarText', () => {
  test('contains actions with a due date, overdue ones first, and no others', () => {
    const { properties, entries } = calendar([
      action('open', { title: 'Test', due: '2024-05-31' }),
      action('open', { title: 'Alert, soon', owner: '@auth', due: '2024-05-01', type: 'detect' }),
      action('open', { title: 'Undated' }),
      action('unknown', { title: 'Undated, unknown' }),
      action('unknown', { title: 'Review', owner: '@a', coOwners: ['@b'], due: '2024-06-01' }),
      action('done', { due: '2024-05-31', done: '2024-05-01' }),
      action('dropped', { due: '2024-05-31' }),
    ]);
    expect(properties).toMatchObject({ VERSION: '2.0', NAME: 'Actions', 'X-WR-CALNAME': 'Actions' });
    expect(entries).toEqual([
      {
        UID: '2024-04-15-login/alert-soon/1@nevertwice',
        DTSTAMP: '20240510T000000Z',
        'DTSTART;VALUE=DATE': '20240501',
        SUMMARY: 'Overdue: Alert, soon (@auth)',
        DESCRIPTION:
          'Action item from “Login fails” of 15 April 2024.\nhttps://example.org/kb/postmortems/2024-04-15-login/',
        URL: 'https://example.org/kb/postmortems/2024-04-15-login/',
        CATEGORIES: 'detect',
        TRANSP: 'TRANSPARENT',
      },
      expect.objectContaining({ SUMMARY: 'Due: Test', 'DTSTART;VALUE=DATE': '20240531' }),
      expect.objectContaining({ SUMMARY: 'Due, status unknown: Review (@a, @b)', 'DTSTART;VALUE=DATE': '20240601' }),
    ]);
  });

  test('has no links if the address of the site is unknown', () => {
    const [entry] = calendar([action('open', { due: '2024-05-31' })], { root: undefined }).entries;
    expect(entry).not.toHaveProperty('URL');
    expect(entry?.DESCRIPTION).not.toContain('http');
  });

  test('returns a valid calendar without entries', () => expect(calendar([]).entries).toEqual([]));

  test('gives each entry a unique id that is stable between builds', () => {
    const twice = [
      action('open', { title: 'Do it', due: '2024-05-31' }),
      action('open', { title: 'Do it!', due: '2024-06-01' }),
    ];
    const ids = calendar(twice).entries.map(({ UID }) => UID);
    expect(ids).toEqual(['2024-04-15-login/do-it/1@nevertwice', '2024-04-15-login/do-it/2@nevertwice']);
  });

  test('preserves any text, in lines of up to 75 octets', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 });
    const signs = fc.constantFrom('\\', ';', ',', ':', '"', '\n', '\r', '\t', '\u0007', 'Ü', '日', '🔥', ' ', 'a');
    const hard = fc.array(signs, { minLength: 1, maxLength: 90 }).map((list) => list.join(''));
    fc.assert(
      fc.property(fc.oneof(text, hard), fc.oneof(text, hard), (title, name) => {
        const { properties, entries } = calendar([action('open', { title, due: '2024-05-31' })], { name });
        const plain = (value: string) => value.replaceAll(/\r\n|\r/g, '\n').replaceAll(/[^\P{Cc}\t\n]/gu, ' ');
        expect(properties.NAME).toBe(plain(name));
        expect(entries[0]?.SUMMARY).toBe(`Due: ${plain(title)}`);
      }),
    );
  });

  test('of very many actions contains the thousand with the latest due dates', () => {
    const dueIn = (year: number) => Array.from({ length: 600 }, () => action('open', { due: `${year}-01-01` }));
    const { entries } = calendar([...dueIn(2022), ...dueIn(2024)]);
    const years = Map.groupBy(entries, (entry) => entry['DTSTART;VALUE=DATE']?.slice(0, 4));
    expect([...years].map(([year, own]) => [year, own.length])).toEqual([
      ['2024', 600],
      ['2022', 400],
    ]);
  });
});
