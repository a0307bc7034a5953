import { describe, expect, test } from 'vitest';
import { parseActions } from '../../../../src/postmortem/body/actions/parse-actions.ts';
import { statusOfHeading } from '../../../../src/postmortem/body/actions/status.ts';
import { parseMarkdown } from '../../../../src/postmortem/body/markdown.ts';

const read = (markdown: string) => parseActions(parseMarkdown(markdown).children);
/** The action items as `status: title`. */
const found = (markdown: string) => read(markdown).items.map(({ status, title }) => `${status}: ${title}`);

const table = (head: string, ...rows: string[]) =>
  [head, head.replaceAll(/[^|]+/g, ' - '), ...rows].map((row) => `| ${row} |`).join('\n');

describe('parseActions reads', () => {
  test.each<[name: string, markdown: string, expected: string[]]>([
    ['plain bullets', '- **Alerts**: add one\n- Pin the limit', ['unknown: Alerts: add one', 'unknown: Pin the limit']],
    ['numbered lists', '1. Add an alert\n2. Pin the limit', ['unknown: Add an alert', 'unknown: Pin the limit']],
    ['bullets between tasks', '- [ ] Add an alert\n- Pin the limit', ['open: Add an alert', 'unknown: Pin the limit']],
    [
      'bullets under subheadings',
      '# Action items\n\n## Short term\n\n- A\n\n## Done\n\n- B\n\n## Later\n\n- C',
      ['unknown: A', 'done: B', 'unknown: C'],
    ],
    [
      'a section that is done',
      '## Immediate actions (completed)\n\n- A\n\n## Follow-up actions\n\n- B',
      ['done: A', 'unknown: B'],
    ],
    [
      'bold labels',
      '**Done**\n\n- A\n\n**In progress:**\n\n- B\n\nPlatform:\n\n- C',
      ['done: A', 'open: B', 'unknown: C'],
    ],
    ['tasks under Done', '## Done\n\n- [ ] A\n- [x] B', ['open: A', 'done: B']],
    [
      'boxes without spaces',
      '- [] A\n- [ ]B\n- [x]C\n- [-] D\n- [~] E',
      ['open: A', 'open: B', 'done: C', 'dropped: D', 'dropped: E'],
    ],
    ['signs', '- ✅ A\n- ☐ B\n- C ✅\n- ✔️ D\n- 🚧 E', ['done: A', 'open: B', 'done: C', 'done: D', 'open: E']],
    ['strikethrough', '- ~~A~~\n- ~~B~~ and C\n- [x] ~~D~~', ['dropped: A', 'unknown: B and C', 'done: D']],
    [
      'words',
      '- DONE: A\n- [TODO] B\n- C (in progress)\n- D – done\n- E (won’t do);',
      ['done: A', 'open: B', 'open: C', 'done: D', 'dropped: E'],
    ],
    [
      'words that say nothing',
      '- New: A\n- Fix the pool: B\n- Open the port\n- See that it is done',
      ['unknown: New: A', 'unknown: Fix the pool: B', 'unknown: Open the port', 'unknown: See that it is done'],
    ],
    ['labels with lists', '- Alerts:\n  - A\n- **Limits**\n  - B', ['unknown: A', 'unknown: B']],
    ['details below', '- Add an alert\n  - on saturation\n  - on errors', ['unknown: Add an alert']],
    ['tasks below', '- Alerts\n  - [x] A\n- [ ] B\n  - [x] C', ['done: A', 'open: B', 'done: C']],
    [
      'lines of text',
      'Things to fix:\nAdd an alert.\nPin the limit.',
      ['unknown: Add an alert.', 'unknown: Pin the limit.'],
    ],
    ['no prose', 'We will add an alert that\nfires early.', []],
    ['text beside a list as prose', 'We will do this.\n\n- A', ['unknown: A']],
    ['quotations', '> - Add an alert\n> - Pin the limit', ['unknown: Add an alert', 'unknown: Pin the limit']],
    ['empty boxes as nothing', '- [ ] \n- [ ] A\n- [x] ', ['open: A']],
    [
      'lines of text without the remark below them',
      'Add an alert.\nPin the limit.\nBy implementing these measures, we aim to prevent this.',
      ['unknown: Add an alert.', 'unknown: Pin the limit.'],
    ],
    [
      'a list without the remark below it',
      '1. Add an alert.\n2. Pin the limit.\nThis outage showed how important reviews are.',
      ['unknown: Add an alert.', 'unknown: Pin the limit.'],
    ],
    [
      'lines that begin like remarks',
      'This check must run each day.\nBy default, refuse such changes.\nThese steps must be automated.',
      ['This check must run each day.', 'By default, refuse such changes.', 'These steps must be automated.'].map(
        (title) => `unknown: ${title}`,
      ),
    ],
    ['no action', 'None.', []],
    ['no action yet', '- TBD\n- N/A', []],
    ['no further action', 'No further action needed.', []],
    [
      'a table',
      table(
        'Description | Assignee | State',
        'A | Jane | DONE',
        'B | Bob | In progress',
        'C | – | Won’t do',
        'D | | ✓',
      ),
      ['done: A', 'open: B', 'dropped: C', 'done: D'],
    ],
    ['a table without a status', table('Task | Who | When', 'A | Jane | 2024-05-01'), ['unknown: A']],
    ['a table with an empty status', table('Measure | Status', 'A | ', 'B | Closed'), ['unknown: A', 'done: B']],
    [
      'a table with the status behind the ticket',
      table('Action item | Bug', 'A | n/a DONE', 'B | Bug 1234 TODO'),
      ['done: A', 'open: B'],
    ],
    ['a table under Done', `## Done\n\n${table('Item | DRI', 'A | Jane')}`, ['done: A']],
    [
      'a table with numbers',
      table('Item | Description | Owner', '1 | A | Jane', '2 | B | Bob'),
      ['unknown: A', 'unknown: B'],
    ],
    ['a table with another name', table('What next | Owner', 'A | Jane'), ['unknown: A']],
    [
      'a table with boxes',
      table('Action | Owner', '[x] A | Jane', '✅ B | Bob', '~~C~~ | Bob'),
      ['done: A', 'done: B', 'dropped: C'],
    ],
    ['no table of events', table('Time | Event', '15:00 | A'), []],
  ])('%s', (_, markdown, expected) => expect(found(markdown)).toEqual(expected));

  test.each<[text: string, expected: object]>([
    ['Add an alert Owner: Jane Doe', { title: 'Add an alert', owner: 'Jane Doe' }],
    ['Add an alert – owner:jane', { title: 'Add an alert', owner: 'jane' }],
    ['@jane: add an alert', { title: 'add an alert', owner: '@jane' }],
    ['@müller: add an alert', { title: 'add an alert', owner: '@müller' }],
    ['Add an alert @数据库 @База/дежурные', { title: 'Add an alert', owner: '@数据库', coOwners: ['@База/дежурные'] }],
    ['Add an alert @مسد', { title: 'Add an alert', owner: '@مسد' }],
    ['Add an alert (Owner: @jane, Due: 2024-05-01)', { title: 'Add an alert', owner: '@jane', due: '2024-05-01' }],
    [
      'Add an alert (Due: 1 May 2024; Assigned to: Jane Doe)',
      { title: 'Add an alert', owner: 'Jane Doe', due: '2024-05-01' },
    ],
    ['Add an alert by 1 May 2024', { title: 'Add an alert', due: '2024-05-01' }],
    ['Add an alert (by May 1st, 2024)', { title: 'Add an alert', due: '2024-05-01' }],
    ['Add an alert, due on 13/05/2024.', { title: 'Add an alert', due: '2024-05-13' }],
    ['Add an alert by 1 May', { title: 'Add an alert by 1 May' }],
    ['Stand by 24 hours', { title: 'Stand by 24 hours' }],
    ['Add an alert @jane @bob', { title: 'Add an alert', owner: '@jane', coOwners: ['@bob'] }],
    [
      'Add an alert @jane and @bob due:2024-05-01',
      { title: 'Add an alert', owner: '@jane', coOwners: ['@bob'], due: '2024-05-01' },
    ],
    ['Add an alert. Owners: Jane Doe, Bob', { title: 'Add an alert.', owner: 'Jane Doe', coOwners: ['Bob'] }],
    ['Add an alert Status: in progress', { title: 'Add an alert', status: 'open' }],
    ['Add an alert. Ticket: OPS-7', { title: 'Add an alert.', ticket: 'OPS-7' }],
    ['[OPS-7] Add an alert', { title: '[OPS-7] Add an alert', ticket: 'OPS-7' }],
    [
      '[OPS-7](https://t.example/browse/OPS-7) Add an alert',
      { title: 'OPS-7 Add an alert', ticket: 'OPS-7', url: 'https://t.example/browse/OPS-7' },
    ],
    [
      'Add [an alert](https://git.example/a/b/issues/412)',
      { title: 'Add an alert', ticket: '#412', url: 'https://git.example/a/b/issues/412' },
    ],
    [
      'Add an alert https://t.example/browse/OPS-7',
      { title: 'Add an alert https://t.example/browse/OPS-7', ticket: 'OPS-7', url: 'https://t.example/browse/OPS-7' },
    ],
    ['Read [the docs](https://docs.example/x)', { title: 'Read the docs', url: 'https://docs.example/x' }],
    ['Read [the runbook](runbook.md)', { title: 'Read the runbook' }],
    [
      'Add an alert (@jane, due 2024-05-01) #12',
      { title: 'Add an alert', owner: '@jane', due: '2024-05-01', ticket: '#12' },
    ],
    ['Add an alert (Owner: Jane Doe) OPS-7', { title: 'Add an alert', owner: 'Jane Doe', ticket: 'OPS-7' }],
    [
      'Add an alert – Verantwortlich: Anna Berg, fällig: 30.03.2024',
      { title: 'Add an alert', owner: 'Anna Berg', due: '2024-03-30' },
    ],
    [
      'Add an alert (Zuständig: Team Daten, Frist: 1.5.2024)',
      { title: 'Add an alert', owner: 'Team Daten', due: '2024-05-01' },
    ],
    ['Add an alert (Owner: unassigned)', { title: 'Add an alert (Owner: unassigned)' }],
    ['Owner: Jane Doe', { title: '', owner: 'Jane Doe' }],
    ['Say who: nobody knows that yet, or so', { title: 'Say who: nobody knows that yet, or so' }],
  ])('the fields of %j', (text, expected) => {
    expect(read(`- ${text}`).items).toEqual([{ status: 'unknown', line: 1, ...expected }]);
  });

  test('the fields in a list below', () => {
    expect(read('- Add an alert\n  - Owner: Jane Doe\n  - Due: 1 May 2024\n  - on saturation').items).toEqual([
      { title: 'Add an alert', owner: 'Jane Doe', due: '2024-05-01', status: 'unknown', line: 1 },
    ]);
  });

  test('no owner in a column that says that there is none', () => {
    const markdown = table('Action | Assignee', 'Add an alert | Unassigned', 'Pin the limit | tbd');
    expect(read(markdown).items.map(({ owner }) => owner)).toEqual([undefined, undefined]);
  });

  test('the fields in the columns of a table', () => {
    const markdown = table(
      'Kind | Follow-up | Responsible | Target date | State | Bug | Evaluation criteria',
      'prevent | Add an alert | Jane Doe, Bob | 1 May 2024 | In progress | [OPS-7](https://t.example/browse/OPS-7) | it fires',
      'Improvement | Pin the limit | @db | 2024-05-02 | Closed | #412 | –',
    );
    expect(read(markdown)).toMatchObject({
      invalidFields: [],
      items: [
        {
          title: 'Add an alert',
          type: 'prevent',
          owner: 'Jane Doe',
          coOwners: ['Bob'],
          due: '2024-05-01',
          status: 'open',
          ticket: 'OPS-7',
          url: 'https://t.example/browse/OPS-7',
        },
        { title: 'Pin the limit', owner: '@db', due: '2024-05-02', status: 'done', ticket: '#412' },
      ],
    });
  });
});

test('reports a due date with two readings, and keeps it', () => {
  const { items, invalidFields } = read(`- Add an alert Due: 03/04/2024\n\n${table('Task | Due', 'B | 03/04/2024')}`);
  expect(items.map(({ title, due }) => [title, due])).toEqual([
    ['Add an alert Due: 03/04/2024', undefined],
    ['B', undefined],
  ]);
  expect(invalidFields.map(({ field, written }) => [field, written])).toEqual([
    ['due', 'Due: 03/04/2024'],
    ['due', '03/04/2024'],
  ]);
});

test('tells sections that have only prose', () => {
  const { prose } = read(
    '## Action items\n\nWe will add an alert.\n\n## Next steps\n\nNone so far.\n\n## Follow-up\n\nAs said:\n\n- A',
  );
  expect(prose).toEqual([{ text: 'We will add an alert.', line: 3 }]);
});

test('tells the action items of unknown status by section', () => {
  const { unknown } = read('## Action items\n\n- A\n- [ ] B\n- C\n\n## Next steps\n\n- [x] D\n\n## Prevention\n\n- E');
  expect(unknown.map((items) => items.map(({ title }) => title))).toEqual([['A', 'C'], ['E']]);
});

describe('text instead of action items is told', () => {
  test.each<[name: string, markdown: string, lines: number[]]>([
    ['once for a section', 'We will do this.\n\nAnd that.', [1]],
    ['not beside a list', 'We will do this.\n\n- A', []],
    [
      'for subheadings without a list',
      '## Action items\n\nAs agreed.\n\n### Builds\n\nLimit them.\n\n### Process\n\n1. A',
      [7],
    ],
    ['not for subheadings that say nothing', '## Action items\n\n### Builds\n\nNone.\n\n### Process\n\n- A', []],
    ['for code', '```\nAdd an alert\n```', [1]],
    ['for HTML', '<ul><li>Add an alert</li></ul>', [1]],
    ['not for comments in HTML', '<!-- Add an alert -->', []],
  ])('%s', (_, markdown, lines) => {
    expect(read(markdown).prose.map(({ line }) => line)).toEqual(lines);
  });
});

test.each<[string, string | undefined]>([
  ['Done', 'done'],
  ['Completed actions', 'done'],
  ['Immediate actions (completed)', 'done'],
  ['✅ Done', 'done'],
  ['Actions taken', 'done'],
  ['In progress', 'open'],
  ['To do:', 'open'],
  ['Won’t do', 'dropped'],
  ['Immediate actions', undefined],
  ['New alerts', undefined],
  ['Open the ports', undefined],
  ['Action items', undefined],
])('the heading %j gives the status %s', (heading, status) => expect(statusOfHeading(heading)).toBe(status));
