import { expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../../src/archive/settings.ts';
import { parseBody } from '../../../src/postmortem/body/parse.ts';
import { namesDocument, withhold } from '../../../src/postmortem/body/withhold.ts';
import { parseFrontmatter } from '../../../src/postmortem/frontmatter/parse.ts';

const WITHHELD = 'a hidden incident';

test.each([
  ['2024-05-06-login', true],
  ['as in 2024-05-06-Login, again', true],
  ['incidents/2024-05-06-login.md', true],
  ['2024-05-06-login.html', true],
  ['See 2024-05-06-login.', true],
  ['login', false],
  ['2024-05-06', false],
  ['2024-05-06-login-again', false],
  ['not-2024-05-06-login', false],
  ['Nobody can log in', true],
  ['when nobody\ncan log in: the report', true],
  ['Nobody can log', false],
  ['the outage', false],
  ['', false],
])('%j names the document: %s', (text, expected) => {
  expect(namesDocument(text, '2024-05-06-login', 'Nobody can  log in')).toBe(expected);
});

test('finds a document without a valid title by its id', () => {
  expect(namesDocument('a text', '2024-05-06-login', undefined)).toBe(false);
  expect(namesDocument('2024-05-06-login', '2024-05-06-login', undefined)).toBe(true);
});

const settings = documentSettings(defaultSettings());
const headOf = (body: string, newline = '\n') =>
  parseFrontmatter(
    `---\ntitle: A\nstarted: 2024-01-01\nduration: 1h\nimpact: 1\ncause: unknown\n---\n${body}`.replaceAll(
      '\n',
      newline,
    ),
    { id: 'a', file: 'a.md', path: 'a.md' },
    settings,
  );

/** Withholds the links and images that lead to `x.md`. */
function without(body: string, newline?: string) {
  const head = headOf(body, newline);
  const places = parseBody(head, settings).references.flatMap(({ url, place }) =>
    url === 'x.md' && place ? [place] : [],
  );
  return withhold(head, places, WITHHELD).split.body;
}

test.each([
  ['a link', 'Like [x](x.md "T"), again', `Like ${WITHHELD}, again`],
  ['links in one line', '[x](x.md) é😀 [y](y.md) [z](x.md)', `${WITHHELD} é😀 [y](y.md) ${WITHHELD}`],
  ['a reference', '[x][ref] and [ref]\n\n[ref]: x.md', `${WITHHELD} and ${WITHHELD}\n\n[ref]: x.md`],
  ['an image', '![x](x.md)', WITHHELD],
  ['an image in a link', '[![x](x.md)](x.md)', WITHHELD],
  ['a link over lines', '> a [x\n> y](x.md) b\nc', `> a ${WITHHELD} b\nc`],
  ['a link in a table', '| a |\n|---|\n| [x](x.md) |', `| a |\n|---|\n| ${WITHHELD} |`],
  ['HTML', 'a <a href="x.md" title="x">**x**</a> b', `a ${WITHHELD} b`],
  ['a heading', '## [x](x.md) again', `## ${WITHHELD} again`],
  ['nothing', 'a [y](y.md)', 'a [y](y.md)'],
])('withholds %s', (_name, body, expected) => {
  expect(without(body)).toBe(expected);
  expect(without(body, '\r\n')).toBe(expected);
});

test('returns the document unchanged when there is nothing to withhold', () => {
  const head = headOf('[x](x.md)');
  expect(withhold(head, [], WITHHELD)).toBe(head);
});
