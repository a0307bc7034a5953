import { expect, test } from 'vitest';
import { readingTime } from '../../../src/site/data/reading-time.ts';

test.each([
  ['no text', '<p></p>', 1],
  ['a few words', '<p>The pool was full.</p>', 1],
  ['660 words in many elements', '<p>word <b>word</b> word</p>'.repeat(220), 3],
  ['1,000 Chinese characters', `<p>${'回'.repeat(1000)}</p>`, 2],
  ['attributes, which nobody reads', `<a href="${'word '.repeat(1000)}">word</a>`, 1],
])('the time to read %s', (_, html, minutes) => expect(readingTime(html)).toBe(minutes));
