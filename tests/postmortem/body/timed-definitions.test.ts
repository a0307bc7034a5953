import { expect, test } from 'vitest';
import { readMarkdown } from '../../../src/postmortem/body/elements.ts';
import { plainText } from '../../../src/postmortem/body/plain-text.ts';

test.each([
  ['[15:45]: Alert', '[15:45]: Alert'],
  ['- [15:45]: Alert\n- [~15:50]: Again "and again"', '[15:45]: Alert[~15:50]: Again "and again"'],
  ['[2024-04-15 15:45]: Alert', '[2024-04-15 15:45]: Alert'],
  ['See [the log].\n\n[the log]: https://log.example/1', 'See the log.'],
])('what would be the address of a link named like a time stays text: %j', (markdown, text) => {
  const read = readMarkdown(markdown);
  expect('tree' in read && plainText(read.tree)).toBe(text);
});
