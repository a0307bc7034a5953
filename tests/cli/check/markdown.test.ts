import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { defaultSettings } from '../../../src/archive/settings.ts';
import { comparableOf } from '../../../src/archive/similarity/comparable.ts';
import { formatMarkdown } from '../../../src/cli/check/markdown.ts';
import { reviewsOf } from '../../../src/cli/check/review.ts';
import { codeText, messageText } from '../../../src/cli/markdown-text.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { visit } from '../../../src/postmortem/body/visit.ts';
import { postmortem } from '../../tools/archives/postmortems.ts';

const problem = (change: Partial<Diagnostic> = {}): Diagnostic => ({
  ...{ file: 'postmortems/b.md', line: 6, column: 11, endLine: 6, endColumn: 13 },
  severity: 'error',
  rule: 'duration-mismatch',
  message: 'Unexpected duration `3h`, expected `2h`',
  help: 'Write `duration: 2h`.',
  ...change,
});
const report = (...diagnostics: Diagnostic[]) => ({ files: 1, diagnostics });

const ERROR = 'HikariPool-1 - Connection is not available, request timed out after 30000ms.';
const ARCHIVE = [
  postmortem('a', { title: 'Pool *full*', started: '2023-01-01' }, '## Action items\n\n- [ ] Alert\n- [x] Test\n'),
  postmortem('b', { title: 'Login fails', visibility: 'internal' }, '## Action items\n\n- [ ] Alert @web\n- Test\n'),
  postmortem('c', { started: '2025-01-01', unrelated: '[b]', severity: 'sev1', status: 'draft' }),
];
const reviews = (ids: readonly string[], more: { site?: boolean; audience?: 'public' } = {}) => {
  const sections = [{ heading: '', id: '', text: '', code: [ERROR] }];
  return reviewsOf(new Map(ids.map((id) => [`${id}.md`, `postmortems/${id}.md`])), {
    archive: makeArchive(ARCHIVE, defaultSettings()),
    comparable: new Map(ARCHIVE.map((each) => [each.id, comparableOf(each.id, { ...each }, sections as never)])),
    address: { base: '/kb/', ...(more.site !== false && { origin: 'https://kb.example' }) },
    audience: more.audience ?? 'internal',
  });
};

/** Returns the types of all nodes of a Markdown text. */
const typesIn = (text: string) => {
  const types = new Set<string>();
  visit(parseMarkdown(text), (node: Nodes) => {
    types.add(node.type);
    return undefined;
  });
  return types;
};

test('is empty without problems and reviews, and leaves notes out', () => {
  expect(formatMarkdown(report(), [])).toBe('');
  expect(formatMarkdown(report(problem({ severity: 'info' })), [])).toBe('');
});

test('has what there is to say of each file, those with errors first', () => {
  const warning = problem({
    severity: 'warning',
    file: 'postmortems/a.md',
    message: 'W',
    help: 'H.',
    rule: 'r',
    line: 1,
  });
  expect(formatMarkdown(report(warning, problem()), reviews(['b', 'c']))).toBe(`## Postmortems: 1 error, 1 warning

### Login fails

\`postmortems/b.md\`

- **Error** in line 6: Unexpected duration \`3h\`, expected \`2h\`. Write \`duration: 2h\`. (\`duration-mismatch\`)

**Similar past incidents.** If one of them happened again, add its id to \`recurs\`, otherwise to \`related\` or \`unrelated\`.

- [Pool \\*full\\*](https://kb.example/kb/postmortems/a/), 1 January 2023\\
  \`a\`\\
  The same error: \`HikariPool-1 - Connection is not available, request timed o…\`. 1 of its 2 action items is open.

**Not known yet.** Add what you know: \`severity\`, \`detected\`, \`acknowledged\`, \`mitigated\`, \`duration\`, \`impact\`, \`cause\`, \`trigger\`, \`detection\`, \`services\`.

**Action items.** 1 without a due date, 1 without a status, of 2.

### \`postmortems/a.md\`

- **Warning** in line 1: W. H. (\`r\`)

### Login fails

\`postmortems/c.md\`

**Similar past incidents.** If one of them happened again, add its id to \`recurs\`, otherwise to \`related\` or \`unrelated\`.

- [Pool \\*full\\*](https://kb.example/kb/postmortems/a/), 1 January 2023\\
  \`a\`\\
  The same error: \`HikariPool-1 - Connection is not available, request timed o…\`. 1 of its 2 action items is open.

**Not known yet.** Add what you know: \`detected\`, \`acknowledged\`, \`mitigated\`, \`duration\`, \`impact\`, \`cause\`, \`trigger\`, \`detection\`, \`services\`.

**Action items.** There are none. What would prevent it from happening again?
`);
});

describe('links lead to what the site shows', () => {
  const addressOf = (id: string, more: Parameters<typeof reviews>[1]) => {
    const [{ similar } = { similar: [] }] = reviews(['c'], more).map((each) => each);
    return similar.find(({ postmortem }) => postmortem.id === id)?.address;
  };
  test.each([
    ['a public postmortem', 'a', {}, 'https://kb.example/kb/postmortems/a/'],
    ['nothing without the address of the site', 'a', { site: false }, undefined],
    [
      'a public postmortem of a public site',
      'a',
      { audience: 'public' as const },
      'https://kb.example/kb/postmortems/a/',
    ],
  ])('%s', (_, id, more, expected) => expect(addressOf(id, more)).toBe(expected));

  test('not to internal postmortems of a public site', () => {
    const [review] = reviews(['b'], { audience: 'public' });
    expect(review?.similar).toHaveLength(1);
    const later = postmortem('d', { started: '2026-01-01' });
    const archive = makeArchive([...ARCHIVE.slice(1, 2), later], defaultSettings());
    const sections = [{ heading: '', id: '', text: '', code: [ERROR] }];
    const comparable = new Map(
      archive.postmortems.map((each) => [each.id, comparableOf(each.id, { ...each }, sections as never)]),
    );
    const addresses = (audience: 'public' | 'internal') =>
      reviewsOf(new Map([['d.md', 'd.md']]), {
        archive,
        comparable,
        address: { base: '/', origin: 'https://kb.example' },
        audience,
      }).flatMap(({ similar }) => similar.map(({ address }) => address));
    expect([addresses('internal'), addresses('public')]).toEqual([['https://kb.example/postmortems/b/'], [undefined]]);
  });
});

test('is never longer than a comment may be, and says what is left out', () => {
  const many = Array.from({ length: 45 }, (_, index) => problem({ line: index + 1, message: '@'.repeat(20) }));
  const text = formatMarkdown(report(...many), []);
  expect(text).toContain('## Postmortems: 45 errors\n');
  expect(text.match(/^- /gm)).toHaveLength(30);
  expect(text.endsWith('\nAnd 15 more problems. The log of the check lists all.\n')).toBe(true);
  const long = many.map((each, index) => ({
    ...each,
    file: `${index}${'@'.repeat(3000)}.md`,
    message: '@'.repeat(3000),
  }));
  const cut = formatMarkdown(report(...long), []);
  expect(cut.length).toBeLessThan(65_536);
  expect(cut).toContain('The rest is too long for a comment.');
});

test.each([
  ['a', '`a`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['a\n\nb  c', '`a b c`'],
  [' a ', '`  a  `'],
  ['\u001b[2J', '`␛[2J`'],
])('codeText of %j is %j', (text, expected) => expect(codeText(text)).toBe(expected));

test('messages of any kind contain nothing but text and code', () => {
  const hostile = fc.constantFrom(
    '@all',
    '<b>',
    '[x](y)',
    '![x](y)',
    '`',
    '``',
    '\\',
    '|',
    '#1',
    'http://a.b',
    'www.a.b',
    '\n\n',
    '- ',
    '> ',
    '*a*',
    '~~a~~',
    '&lt;',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.array(hostile).map((pieces) => pieces.join('')),
      (text) => {
        const types = typesIn(`x ${messageText(text)} x`);
        for (const type of types) expect(['root', 'paragraph', 'text', 'inlineCode']).toContain(type);
      },
    ),
  );
});
