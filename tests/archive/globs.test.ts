import { describe, expect, test } from 'vitest';
import { globProblem, matchesGlob, meantGlob } from '../../src/archive/globs.ts';
import { excludingPattern, isPassedOver } from '../../src/archive/passed-over.ts';

test.each<[glob: string, named: string[], others: string[]]>([
  ['notes', ['notes', 'notes/a.md', 'notes/b/c.md'], ['notes.md', 'a/notes/b.md', 'notes2/a.md']],
  ['notes/', ['notes/a.md'], ['notes.md']],
  ['notes/**', ['notes/a.md', 'notes/b/c.md'], ['a.md', 'a/notes/b.md']],
  ['*.md', ['a.md', '.md'], ['a/b.md', 'a.txt']],
  ['**/draft-*.md', ['draft-a.md', 'a/b/draft-.md'], ['a-draft-b.md', 'draft-a.txt']],
  ['**/notes/**/x?.md', ['notes/x1.md', 'a/notes/b/c/xy.md'], ['notes/x.md', 'notes/x12.md']],
  ['a*b*c', ['abc', 'a-b-c', 'abbcbc', 'abc/d.md'], ['ab', 'acb', 'abcd']],
  ['**', ['a.md', 'a/b.md'], []],
  ['2024/*/draft.md', ['2024/a/draft.md'], ['2024/draft.md', '2024/a/b/draft.md']],
  ['a.md', ['a.md'], ['a-md', 'b/a.md']],
  ['größe-?.md', ['größe-🔥.md'], ['größe-.md']],
])('%s names %j, not %j', (glob, named, others) => {
  expect(globProblem(glob)).toBeUndefined();
  expect(named.filter((path) => !matchesGlob(path, glob))).toEqual([]);
  expect(others.filter((path) => matchesGlob(path, glob))).toEqual([]);
});

test('matching takes no longer for patterns with many ways to match', () => {
  const start = performance.now();
  expect(matchesGlob(`${'a'.repeat(255)}`, `${'*a'.repeat(99)}b`)).toBe(false);
  expect(matchesGlob('a/'.repeat(1000), `${'**/a/'.repeat(39)}b`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(5000);
});

test.each<[glob: string, expected: string, meant: string | undefined]>([
  ['notes\\draft.md', 'a path with `/`', 'notes/draft.md'],
  ['C:\\notes', 'a path with `/`', undefined],
  ['/notes', 'a path within the archive', 'notes'],
  ['./notes/**', 'a path within the archive', 'notes/**'],
  ['../notes', 'a path within the archive', undefined],
  ['a//b', 'a path within the archive', undefined],
  ['!notes', 'no special characters except', undefined],
  ['{a,b}.md', 'no special characters except', undefined],
  ['[ab].md', 'no special characters except', undefined],
])('%s is refused', (glob, expected, meant) => {
  expect(globProblem(glob)).toContain(expected);
  expect(meantGlob(glob)).toBe(meant);
});

describe('files that are no postmortems', () => {
  test.each([
    'README.md',
    'readme.md',
    'LICENSE.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'CODE_OF_CONDUCT.md',
    'SECURITY.md',
    'template.md',
  ])('%s', (name) => expect(isPassedOver(name)).toBe(true));

  test.each(['2024-04-15-readme.md', 'README', 'license-expired.md', 'security-incident.md', 'templates.md'])(
    'not %s',
    (name) => expect(isPassedOver(name)).toBe(false),
  );

  test('are named by the first pattern that does', () => {
    expect(excludingPattern('a/b.md', ['c', 'a/*', 'a'])).toBe('a/*');
    expect(excludingPattern('a/b.md', ['c'])).toBeUndefined();
  });
});
