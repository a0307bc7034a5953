import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../src/archive/settings.ts';
import { parseBody } from '../src/postmortem/body/parse.ts';
import { parseFrontmatter } from '../src/postmortem/frontmatter/parse.ts';

test('the postmortem in the README is a good one', () => {
  const readme = readFileSync(path.join(import.meta.dirname, '../README.md'), 'utf8');
  const [, source = ''] = /```markdown\n([\s\S]*?)\n```\n/.exec(readme) ?? [];
  const settings = documentSettings(defaultSettings());
  const head = parseFrontmatter(source, { id: 'a', file: 'a.md', path: 'a.md' }, settings);
  const { postmortem, diagnostics } = parseBody(head, settings);
  expect([...head.diagnostics, ...diagnostics]).toEqual([]);
  expect(postmortem).toMatchObject({ durationMinutes: 120, timeline: { length: 3 }, actions: [{ owner: '@auth' }] });
});
