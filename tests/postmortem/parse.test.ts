import { describe, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../src/archive/settings.ts';
import { parseBody, parseHead } from '../../src/postmortem/parse.ts';

test('a mistake in the frontmatter hides none in the body', () => {
  const source = `---
title: Login fails
started: 2024-04-15T15:45:00Z
duration: 2h
impact: 130
cause: unknown
aliases: ['a b']
---

## Timeline

- 14:00 The release goes out
- 25:10 The alert

![](graph.png)
`;
  const settings = { ...documentSettings(defaultSettings()), sections: [] };
  const head = parseHead(source, { id: 'a', file: 'a.md', path: 'a.md' }, settings);
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

describe('a day and a time are compared by the day that their author wrote', () => {
  const rulesOf = (frontmatter: string, body = '', timezone?: string) => {
    const source = `---\ntitle: A\n${frontmatter}\nduration: unknown\nimpact: 1\ncause: network\n---\n${body}`;
    const settings = { ...documentSettings(defaultSettings()), sections: [], timezone };
    const head = parseHead(source, { id: 'a', file: 'a.md', path: 'a.md' }, settings);
    return [...head.diagnostics, ...parseBody(head, settings).diagnostics].map(({ message }) => message);
  };

  test.each([
    ['started: 2024-04-15T22:00:00-05:00\nresolved: 2024-04-15', ''],
    ['started: 2024-04-15', '## Timeline\n\n- 08:00 x\n'],
    ['started: 2024-04-15T22:00:00-05:00', '## Action items\n\n- [x] A @x done:2024-04-15\n'],
  ])('%s', (frontmatter, body) => expect(rulesOf(frontmatter, body, 'Asia/Tokyo')).toEqual([]));

  test('and what is before it is reported', () =>
    expect(rulesOf('started: 2024-04-16T08:00:00+09:00\nresolved: 2024-04-15')).toEqual([
      'Unexpected `resolved` at 2024-04-15, expected it no earlier than `started` at 2024-04-16T08:00:00+09:00',
    ]));
});
