import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseActions } from '../../../../src/postmortem/body/actions/parse-actions.ts';
import { parseMarkdown } from '../../../../src/postmortem/body/markdown.ts';

const read = (markdown: string) => parseActions(parseMarkdown(markdown).children);
const actions = (markdown: string) => read(markdown).items;

describe('parseActions', () => {
  test.each([
    ['- [ ] Alert on pool size', { title: 'Alert on pool size', status: 'open', line: 1 }],
    [
      '- [ ] Alert on pool size @database due:2024-05-01 type:prevent #123',
      {
        title: 'Alert on pool size',
        owner: '@database',
        due: '2024-05-01',
        type: 'prevent',
        ticket: '#123',
        status: 'open',
        line: 1,
      },
    ],
    ['- [x] Enlarge it done:2024-04-20', { title: 'Enlarge it', done: '2024-04-20', status: 'done', line: 1 }],
    ['- [ ] Rewrite it status:wontdo OPS-7', { title: 'Rewrite it', ticket: 'OPS-7', status: 'dropped', line: 1 }],
    ['- [ ] Mail a@b.example due:soon', { title: 'Mail a@b.example due:soon', status: 'open', line: 1 }],
    ['- [ ] Test it due:2024-13-45', { title: 'Test it due:2024-13-45', status: 'open', line: 1 }],
    ['- [x] Test it done:2024-02-30', { title: 'Test it done:2024-02-30', status: 'done', line: 1 }],
    [
      '| Action | Due | Done |\n| - | - | - |\n| Test it | 2024-02-30 | 2024-13-45 |',
      { title: 'Test it', status: 'open', line: 3 },
    ],
    [
      '| Action | Owner | Due | Status |\n| - | - | - | - |\n| Enlarge it | @db | 2024-05-01 | Done |',
      { title: 'Enlarge it', owner: '@db', due: '2024-05-01', status: 'done', line: 3 },
    ],
  ])('parses %j', (markdown, action) => expect(actions(markdown)).toEqual([action]));

  test('does not take a row without a title for struck out', () => {
    const rows = '| Action | Owner | Status |\n| - | - | - |\n| Test it | | done |\n| | @db | |';
    expect(actions(rows).map(({ title, status }) => [title, status])).toEqual([
      ['Test it', 'done'],
      ['', 'unknown'],
    ]);
  });

  test.each([
    ['Rotate the keys to SHA-256 @sec', 'Rotate the keys to SHA-256', '@sec'],
    ['Reject input that is not UTF-8 early', 'Reject input that is not UTF-8 early'],
    ['Pin @babel/core to 7 @web', 'Pin @babel/core to 7', '@web'],
    ['Pin @babel/core @web', 'Pin @babel/core', '@web'],
    ['Ask @alice first', 'Ask @alice first'],
    ['Undo the regression of #12 @web', 'Undo the regression of #12', '@web', '#12'],
    ['Undo #12 and write a test @web OPS-7', 'Undo #12 and write a test', '@web', 'OPS-7'],
    ['Undo it (@web, #12).', 'Undo it', '@web', '#12'],
    ['Undo it – @web', 'Undo it', '@web'],
    ['Alert on status:error of the pool @web', 'Alert on status:error of the pool', '@web'],
    ['Undo it - or not -', 'Undo it - or not -'],
    ['OPS-7 @web', 'OPS-7', '@web'],
  ])('for %j, the title is %j', (text, title, owner?: string, ticket?: string) => {
    const found = actions(`- [ ] ${text}`)[0];
    expect(found).toEqual({ title, ...(owner && { owner }), ...(ticket && { ticket }), status: 'open', line: 1 });
  });

  test.each([
    ['A done:2024-05-01, see #12', { title: 'A, see #12', done: '2024-05-01', ticket: '#12' }],
    ['A (due:2024-05-01)', { title: 'A', due: '2024-05-01' }],
    ['A, due:2024-05-01; TYPE:Detect.', { title: 'A', due: '2024-05-01', type: 'detect' }],
    ['A @web due: 2024-07-01', { title: 'A', owner: '@web', due: '2024-07-01' }],
    [
      'See that the rollback is done: automate it @web',
      { title: 'See that the rollback is done: automate it', owner: '@web' },
    ],
    ['A status:wontfix', { title: 'A', status: 'dropped' }],
    ["A status:won't-fix", { title: 'A', status: 'dropped' }],
    ['A status:in-progress', { title: 'A' }],
    ['A due:2024-07-01 (was due:2024-06-01)', { title: 'A (was due:2024-06-01)', due: '2024-07-01' }],
    ['A (was due:2024-06-01) due:2024-07-01', { title: 'A (was due:2024-06-01)', due: '2024-07-01' }],
    [
      'A @web due:2024-07-01 (was due: 2024-06-01) #12',
      { title: 'A (was due:2024-06-01)', owner: '@web', due: '2024-07-01', ticket: '#12' },
    ],
    ['A due:2024-07-01 [due:soon at first]', { title: 'A [due:soon at first]', due: '2024-07-01' }],
    ['A (see the plan, due:2024-05-01)', { title: 'A (see the plan,)', due: '2024-05-01' }],
    ['A (due:2024-05-01 as agreed)', { title: 'A ( as agreed)', due: '2024-05-01' }],
    ['A due:2024-05-01 done:2024-04-20 due:2024-05-01', { title: 'A', due: '2024-05-01', done: '2024-04-20' }],
    ['A, B (or C) @web', { title: 'A, B (or C)', owner: '@web' }],
    ['A (ask @alice first) @web', { title: 'A (ask @alice first)', owner: '@web' }],
    ['Hash with (SHA-256 only)', { title: 'Hash with (SHA-256 only)' }],
    ['Escape ( and [ too @web', { title: 'Escape ( and [ too', owner: '@web' }],
    [
      'Escape ( too (was due:2024-06-01) due:2024-07-01',
      { title: 'Escape ( too (was due:2024-06-01)', due: '2024-07-01' },
    ],
    ['A (b [c (d)] due:2024-06-01) due:2024-07-01', { title: 'A (b [c (d)] due:2024-06-01)', due: '2024-07-01' }],
    ['A :-) due:2024-05-01', { title: 'A :-)', due: '2024-05-01' }],
    ['Press <kbd>Esc</kbd> <!-- once --> first<br>then wait', { title: 'Press Esc first then wait' }],
  ])('parses the fields of %j', (text, expected) => {
    const { items, invalidFields } = read(`- [x] ${text}`);
    expect(items).toEqual([{ status: 'done', line: 1, ...expected }]);
    expect(invalidFields).toEqual([]);
  });

  test.each<[string, { title: string; due?: string; type?: string }, string[]]>([
    ['A due:2024-05-01 due:2024-06-01', { title: 'A due:2024-06-01', due: '2024-05-01' }, ['due:2024-06-01']],
    ['A due:2024-07-01, was due:2024-06-01', { title: 'A, was due:2024-06-01', due: '2024-07-01' }, ['due:2024-06-01']],
    ['A (due:2024-05-01, due:2024-06-01)', { title: 'A due:2024-06-01)', due: '2024-05-01' }, ['due:2024-06-01']],
    ['A type:prevent type:detect', { title: 'A type:detect', type: 'prevent' }, ['type:detect']],
    ['A due:soon due:2024-05-01', { title: 'A due:soon', due: '2024-05-01' }, ['due:soon']],
  ])('uses the first of two values in %j, and reports the other', (text, expected, reported) => {
    const { items, invalidFields } = read(`- [ ] ${text}`);
    expect(items).toEqual([{ status: 'open', line: 1, ...expected }]);
    expect(invalidFields.map(({ written }) => written)).toEqual(reported);
  });

  test('keeps every word of any text', () => {
    const word = fc.constantFrom(
      'A',
      '(was',
      'B)',
      '[',
      ']',
      '@web',
      '#12',
      'OPS-7',
      'due:2024-05-01',
      'due:2024-06-01)',
      '(done:2024-04-01',
      'due:soon',
      'type:prevent',
      'status:wontdo,',
      '-',
      'x;',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 10 }), (words) => {
        const text = `Do ${words.join(' ')}`;
        const [item] = actions(`- [ ] ${text}`);
        const { title = '', owner, due, done, type, ticket, status } = item ?? {};
        const told = [title, owner, ticket, due, done, type, status === 'dropped' ? 'wontdo' : ''].join(' ');
        for (const each of text.match(/[\p{L}\d@#-]+/gu) ?? []) {
          if (!['due', 'done', 'type', 'status', '-'].includes(each))
            expect([text, told]).toEqual([text, expect.stringContaining(each)]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps invalid fields in the title, and reports them', () => {
    const { items, invalidFields } = read(
      '- [ ] A type:prevention @web due:soon status:wontish\n- [ ] B done:2024-02-30, see there',
    );
    expect(items.map(({ title, owner }) => [title, owner])).toEqual([
      ['A type:prevention due:soon status:wontish', '@web'],
      ['B done:2024-02-30, see there', undefined],
    ]);
    expect(invalidFields.map(({ written, line }) => [written, line]).sort()).toEqual([
      ['done:2024-02-30', 2],
      ['due:soon', 1],
      ['status:wontish', 1],
      ['type:prevention', 1],
    ]);
  });

  test('reports invalid cells, except empty ones', () => {
    const head = '| Action | Owner | Due | Type | Status |\n| - | - | - | - | - |\n';
    const { items, invalidFields } = read(
      `${head}| A | — | Q3 | prevention | who knows |\n| B | @b | - | n/a | In review |`,
    );
    expect(items).toEqual([
      { title: 'A', status: 'unknown', line: 3 },
      { title: 'B', owner: '@b', status: 'open', line: 4 },
    ]);
    expect(invalidFields.map(({ field, written, line }) => [field, written, line])).toEqual([
      ['due', 'Q3', 3],
      ['type', 'prevention', 3],
      ['status', 'who knows', 3],
    ]);
  });

  test('treats a tick in the Done column as done', () => {
    const { items, invalidFields } = read(
      '| Action | Done |\n| - | - |\n| A | ✓ |\n| B | no |\n| C | 2024-05-01 |\n| D | soon |',
    );
    expect(items.map(({ status }) => status)).toEqual(['done', 'open', 'done', 'open']);
    expect(invalidFields.map(({ written }) => written)).toEqual(['soon']);
  });

  test('finds tasks in nested lists, each with its own text', () => {
    const found = actions(
      '- Prevention\n  - [ ] A @x\n    - [x] B\n      more of B\n- [ ] C\n\n  More of C.\n  1. [ ] D',
    );
    expect(found.map(({ title, line }) => [title, line])).toEqual([
      ['A', 2],
      ['B more of B', 3],
      ['C', 5],
      ['D', 8],
    ]);
  });

  test('parses very long words quickly', () => {
    const text = `${'( '.repeat(100_000)}${') '.repeat(100_000)}${')'.repeat(500_000)}x ${'@'.repeat(500_000)} ${'a '.repeat(100_000)}`;
    expect(actions(`- [ ] ${text}`)).toHaveLength(1);
  });

  test.each(['| Action | Owner |\n| - | - |\n| None | – |', '| Time | Event |\n| - | - |\n| 15:00 | Alert |'])(
    'finds no action item in %j',
    (markdown) => expect(actions(markdown)).toEqual([]),
  );
});
