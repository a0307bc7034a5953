import { afterAll, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../src/archive/settings.ts';
import { bodyReader } from '../../src/build/body-reader.ts';
import { parseFrontmatter } from '../../src/postmortem/frontmatter/parse.ts';
import { LONG_INPUTS } from './long-inputs.ts';

const settings = documentSettings(defaultSettings());
const reader = bodyReader();
afterAll(() => reader.close());

// A sample that takes seconds; all of them take minutes.
const SOME = LONG_INPUTS.filter((_, index) => index % 80 === 0);

test('each long input has a unique name', () => {
  expect(new Set(LONG_INPUTS.map(({ name }) => name)).size).toBe(LONG_INPUTS.length);
});

test.each(SOME)('$name is parsed or rejected by a limit, within time and memory', async ({ make }) => {
  const head = parseFrontmatter(make(100_000), { id: 'a', file: 'a.md', path: 'a.md' }, settings);
  const parsed = await reader.parse(head, settings, false);
  expect(parsed).not.toHaveProperty('failure');
  expect(await reader.render(head, settings, new Map())).not.toHaveProperty('failure');
});
