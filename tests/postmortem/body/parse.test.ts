import { describe, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../../src/archive/settings.ts';
import { parseBody } from '../../../src/postmortem/body/parse.ts';
import { parseFrontmatter } from '../../../src/postmortem/frontmatter/parse.ts';
import { renderHtml } from '../../../src/postmortem/html/render.ts';
import { diagnosticsIn } from '../../tools/archives/diagnostics.ts';

test('a mistake in the frontmatter does not hide those in the body', () => {
  const source = `---
title: Login fails
started: 2024-04-15T15:45:00Z
duration: 2h
impact: 130
cause: unknown
aliases: ['a b']
---

## Timeline

- 2024-04-01 14:00 The release goes out
- 25:10 The alert

![](graph.png)
`;
  const settings = { ...documentSettings(defaultSettings()), sections: [] };
  const head = parseFrontmatter(source, { id: 'a', file: 'a.md', path: 'a.md' }, settings);
  const { postmortem, diagnostics, references } = parseBody(head, settings);
  expect(postmortem).toBeUndefined();
  expect([...head.diagnostics, ...diagnostics].map(({ line, rule }) => `${line} ${rule}`)).toEqual([
    '5 invalid-value',
    '7 invalid-id',
    '6 unknown-cause',
    '12 timeline-outside-incident',
    '13 unreadable-time',
    '15 missing-alt-text',
  ]);
  expect(references.map(({ url }) => url)).toEqual(['graph.png']);
});

describe('links in the body', () => {
  const settings = { ...documentSettings(defaultSettings()), sections: [] };
  const frontmatter = 'title: A\nstarted: 2024-04-15\nduration: unknown\nimpact: 1\ncause: network';
  const read = async (body: string) => {
    const head = parseFrontmatter(
      `---\n${frontmatter}\n---\n${body}`,
      { id: 'a', file: 'a.md', path: 'a.md' },
      settings,
    );
    const { elements, diagnostics } = parseBody(head, settings);
    const { html } = await renderHtml(elements, new Map());
    return { href: /href="([^"]*)"/.exec(html)?.[1], rules: diagnostics.map(({ rule }) => rule) };
  };

  test.each([
    ['[x](http://wiki:8080/x)', 'http://wiki:8080/x'],
    ['[x](https://10.0.0.1/x)', 'https://10.0.0.1/x'],
    ['[x](http://localhost/)', 'http://localhost/'],
    ['[x](http://[::1]:3000/x)', 'http://[::1]:3000/x'],
    ['<http://[2001:db8::7]/>', 'http://[2001:db8::7]/'],
    ['[x](HTTPS://wiki/X)', 'https://wiki/X'],
    ['[x](MailTo:a@example.com)', 'mailto:a@example.com'],
    ['<a href=" https://wiki/x ">x</a>', 'https://wiki/x'],
    ['![x](HTTPS://wiki/x.png)', 'https://wiki/x.png'],
    ['[x](//wiki/x)', '//wiki/x'],
  ])('%s keeps its address, and is not reported', async (body, href) => {
    expect(await read(body)).toEqual({ href, rules: [] });
  });

  test.each(['[x](https://)', '[x](http://a:99999/)', '![x](http://a:99999/)', '[x](https://[::1/)', '[x](tel:1)'])(
    '%s loses its target, and that is reported',
    async (body) => expect(await read(body)).toEqual({ href: undefined, rules: ['unsafe-link'] }),
  );

  test.each([
    ['[localhost:3000/x](localhost:3000/x)', 'http://localhost:3000/x', '8:20'],
    ['<a href="wiki:80/x">x</a>', 'http://wiki:80/x', '8:10'],
  ])('%s is fixed by adding a scheme', (body, text, at) => {
    const source = `---\n${frontmatter}\n---\n${body}`;
    const [found] = diagnosticsIn(source, settings);
    expect(found?.help).toBe(`Did you mean \`${text}\`?`);
    expect([found?.fix?.text, `${found?.fix?.place.line}:${found?.fix?.place.column}`]).toEqual([text, at]);
  });
});

describe('a plain date and a time are compared by the date as written', () => {
  const rulesOf = (frontmatter: string, body = '', timezone?: string) => {
    const source = `---\ntitle: A\n${frontmatter}\nduration: unknown\nimpact: 1\ncause: network\n---\n${body}`;
    const settings = { ...documentSettings(defaultSettings()), sections: [], timezone };
    return diagnosticsIn(source, settings).map(({ message }) => message);
  };

  test.each([
    ['started: 2024-04-15T22:00:00-05:00\nresolved: 2024-04-15', ''],
    ['started: 2024-04-15T22:00:00-05:00\nresolved: 2024-04-15', '## Timeline\n\n- 2024-04-16 05:50 +0200 x\n'],
    ['started: 2024-04-15', '## Timeline\n\n- 08:00 x\n'],
    ['started: 2024-04-15T22:00:00-05:00', '## Action items\n\n- [x] A @x done:2024-04-15\n'],
  ])('%s', (frontmatter, body) => expect(rulesOf(frontmatter, body, 'Asia/Tokyo')).toEqual([]));

  test('and earlier entries are reported', () =>
    expect(rulesOf('started: 2024-04-16T08:00:00+09:00\nresolved: 2024-04-15')).toEqual([
      'Unexpected `resolved` at 2024-04-15, expected it no earlier than `started` at 2024-04-16T08:00:00+09:00',
    ]));
});

test.each([
  ['`TODO` and TODO here', ['1:12 TODO']],
  ['😀 \\* TODO, TBD\n> TODO', ['1:7 TODO', '1:13 TBD', '2:3 TODO']],
  ['- TBD `TBD` *TBD* TBD\n  and\n  TODO TODO', ['1:3 TBD', '1:14 TBD', '1:19 TBD', '3:3 TODO', '3:8 TODO']],
  ['## TODO\n\n- [ ] TODO: add an alert', ['3:7 TODO']],
  ['See \\[your name\\] TODO', ['1:1 [your name]', '1:19 TODO']],
])('each placeholder in %j is reported at its place', (body, expected) => {
  expect(found(body, 'leftover-template-text')).toEqual(expected);
});

test.each([
  ['[09:01] jane: alarm\n[09:02] bob: looks\n[09:20] bob: back', '1:1 Timeline'],
  ['Text\n\n- 9:01 alarm\n- 9:02 page\n- 9:20 back', '3:1 Timeline'],
  ['- 9:01 alarm\n- 9:02 page\n- back\n- 9:20 end', 'opening'],
])('a missing timeline is reported at the lines that start with times: %j', (body, at) => {
  const opening = '-6:1 Timeline';
  expect(found(body, 'missing-section', ['Timeline'])).toEqual([at === 'opening' ? opening : at]);
});

test('a placeholder in an action item is reported once', () => {
  const body = '## Actions\n\n- [ ] A @x due:YYYY-MM-DD\n';
  expect(found(body, 'leftover-template-text')).toEqual(['3:16 YYYY-MM-DD']);
  expect(found(body, 'unreadable-action')).toEqual([]);
});

test('points at the right one of two equal dates', () => {
  const body = '## Actions\n\n- [x] A @x due:2023-01-01 done:2023-01-01\n';
  expect(found(body, 'action-dates').map((text) => text.split(' ')[0])).toEqual(['3:16', '3:32']);
});

/** Returns the findings of a rule in a body, as `line:column text`. */
function found(body: string, rule: string, sections: string[] = []): string[] {
  const source = `---\ntitle: A\nstarted: 2024-04-15\nduration: unknown\nimpact: 1\ncause: network\n---\n${body}`;
  const settings = { ...documentSettings(defaultSettings()), sections };
  return diagnosticsIn(source, settings)
    .filter((diagnostic) => diagnostic.rule === rule)
    .map(({ line, column, message }) => `${line - 7}:${column} ${/`([^`]*)`/.exec(message)?.[1]}`);
}
