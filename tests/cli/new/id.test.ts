import { expect, test } from 'vitest';
import { idOf, idProblem } from '../../../src/cli/new/id.ts';

test.each<[title: string, id: string | undefined]>([
  ['Login fails', '2024-04-15-login-fails'],
  ['  Login — fails!  ', '2024-04-15-login-fails'],
  ['2024-04-15 Login fails', '2024-04-15-login-fails'],
  ['Größe & Straße: naïve', '2024-04-15-grosse-strasse-naive'],
  ['HTTP/2 500s in v1.2_3', '2024-04-15-http2-500s-in-v12-3'],
  ['🔥 Login 🔥', '2024-04-15-login'],
  ['🔥🔥', undefined],
  ['Сбой базы', undefined],
  ['…', undefined],
  ['one two '.repeat(30), `2024-04-15-${'one-two-'.repeat(8)}one`],
  ['x'.repeat(200), `2024-04-15-${'x'.repeat(69)}`],
])('the id of %j is %s', (title, id) => {
  const made = idOf('2024-04-15', title);
  expect(made).toBe(id);
  if (made !== undefined) expect(idProblem(made, `${made}.md`, [])).toBeUndefined();
});

test.each<[id: string, problem: string]>([
  ['a b', 'Unexpected id `a b`'],
  ['../a', 'Unexpected id `../a`'],
  ['', 'Unexpected id'],
  ['a.md', 'no `.md` or `.html` at the end'],
  ['README', 'README.md is never read as a postmortem'],
  ['template', 'template.md is never read as a postmortem'],
  ['draft-a', 'draft-a.md would be skipped: `exclude`'],
])('the id %j is refused', (id, problem) => {
  expect(idProblem(id, `${id}.md`, ['draft-*'])).toContain(problem);
});
