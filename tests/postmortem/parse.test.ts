import { expect, test } from 'vitest';
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
