import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { select, selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import type { ListFrame, ListRow } from '../../../../src/archive/list/row.ts';
import { rowHtml } from '../../../../src/site/client/list/row-html.ts';
import { formatsOf } from '../../../../src/site/language/formats.ts';

const OPTIONS = { causes: true, href: (path: string) => `/kb/${path}`, formats: formatsOf('en') };

/** Parses a row as a browser does. */
function parsed(row: ListRow, frame: ListFrame) {
  return fromHtml(`<table><tbody>${rowHtml(row, frame, OPTIONS)}</tbody></table>`, { fragment: true });
}

test('a row shows its texts as they are, whatever is in them', () => {
  // NUL and carriage returns do not survive HTML; no document has them in these places.
  const text = fc.string({ unit: 'binary', maxLength: 30 }).map((each) => `x${each.replaceAll(/[\0\r]|\p{Cs}/gu, '')}`);
  fc.assert(
    fc.property(text, text, text, text, text, (title, word, note, label, address) => {
      const row: ListRow = {
        ...{ place: 0, document: title, date: word, kind: 'incident', cause: 'c', severity: 's', services: ['a', 'b'] },
        ...{ title, tags: [], status: 'draft', recurred: true, notes: [note], duration: 65, impact: 0.5 },
        cells: [{ sort: 1, parts: [note, [word, address]] }],
      };
      const frame: ListFrame = {
        ...{ causes: { c: word }, services: { a: title }, severities: [{ name: 's', rank: 1 }] },
        columns: [{ key: 'field-a', label, isNumber: true }],
        words: { unknown: word, nearMiss: word, recurrence: word, cause: label, lasted: label, impact: label },
        statuses: { draft: note },
      };
      const root = parsed(row, frame);
      expect(selectAll('td, th', root).map(textOf)).toEqual([
        word,
        `${title} ${note} ${word} ${note}`,
        's',
        word,
        `${title}, b`,
        note + word,
        '1h 5m',
        '0.5%',
      ]);
      expect(select('tr', root)?.properties).toEqual({ dataId: title });
      expect(selectAll('a', root).map(({ properties }) => properties.href)).toEqual([
        `/kb/postmortems/${title}/`,
        address,
      ]);
      expect(selectAll('[data-label]', root).map(({ properties }) => properties.dataLabel)).toEqual(
        Array(4).fill(label),
      );
    }),
  );
});

test('a row says what is unknown, and has few elements', () => {
  const row: ListRow = {
    ...{
      place: 0,
      document: 'a',
      date: '2024-04-15',
      kind: 'incident',
      cause: 'unknown',
      severity: 'unknown',
      services: [],
    },
    ...{ title: 'Login fails', tags: [], recurred: false, notes: [] },
  };
  const frame: ListFrame = {
    ...{ causes: {}, services: {}, severities: [], columns: [], statuses: {} },
    words: { unknown: 'unknown', nearMiss: 'near miss', recurrence: '', cause: '', lasted: '', impact: '' },
  };
  const root = parsed(row, frame);
  expect(selectAll('td, th', root).map(textOf)).toEqual([
    '2024-04-15',
    'Login fails',
    'unknown',
    'unknown',
    '',
    'unknown',
    'unknown',
  ]);
  expect(selectAll('tr, tr *', root).length).toBeLessThanOrEqual(13);
});

test('a row of a near miss has neither a duration nor an impact, and other impacts are shown as text', () => {
  const frame: ListFrame = {
    ...{ causes: {}, services: {}, severities: [], columns: [], statuses: {} },
    words: { unknown: 'unknown', nearMiss: 'near miss', recurrence: '', cause: '', lasted: '', impact: '' },
  };
  const row: ListRow = {
    ...{ place: 0, document: 'a', date: '2024-04-15', kind: 'near-miss', cause: 'network', severity: 'unknown' },
    ...{ title: 'Login fails', services: [], tags: [], recurred: false, notes: [] },
  };
  const cells = (shown: ListRow) => selectAll('td, th', parsed(shown, frame)).map(textOf);
  expect(cells(row)).toEqual(['2024-04-15', 'Login fails near miss', 'unknown', 'network', '', '', '']);
  expect(cells({ ...row, kind: 'incident', impactText: '305 customers' }).slice(-2)).toEqual([
    'unknown',
    '305 customers',
  ]);
});
