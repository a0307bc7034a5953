import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { actionsOf } from '../../src/postmortem/actions.ts';

const actions = (markdown: string) => actionsOf(unified().use(remarkParse).use(remarkGfm).parse(markdown).children);

describe('actionsOf', () => {
  test.each([
    ['- [ ] Alert on pool size', { title: 'Alert on pool size', state: 'open', line: 1 }],
    [
      '- [ ] Alert on pool size @database due:2024-05-01 type:prevent #123',
      {
        title: 'Alert on pool size',
        owner: '@database',
        due: '2024-05-01',
        type: 'prevent',
        ticket: '#123',
        state: 'open',
        line: 1,
      },
    ],
    ['- [x] Enlarge it done:2024-04-20', { title: 'Enlarge it', done: '2024-04-20', state: 'done', line: 1 }],
    ['- [ ] Rewrite it status:wontdo OPS-7', { title: 'Rewrite it', ticket: 'OPS-7', state: 'dropped', line: 1 }],
    ['- [ ] Mail a@b.example due:soon', { title: 'Mail a@b.example', state: 'open', line: 1 }],
    ['- [ ] Test it due:2024-13-45', { title: 'Test it', state: 'open', line: 1 }],
    ['- [x] Test it done:2024-02-30', { title: 'Test it', state: 'done', line: 1 }],
    [
      '| Action | Due | Done |\n| - | - | - |\n| Test it | 2024-02-30 | 2024-13-45 |',
      { title: 'Test it', state: 'open', line: 3 },
    ],
    [
      '| Action | Owner | Due | Status |\n| - | - | - | - |\n| Enlarge it | @db | 2024-05-01 | Done |',
      { title: 'Enlarge it', owner: '@db', due: '2024-05-01', state: 'done', line: 3 },
    ],
  ])('reads %j', (markdown, action) => expect(actions(markdown)).toEqual([action]));

  test.each(['- Alert on pool size', '| Time | Event |\n| - | - |\n| 15:00 | Alert |', 'Prose.'])(
    'takes nothing from %j',
    (markdown) => expect(actions(markdown)).toEqual([]),
  );
});
