import { expect, test } from 'vitest';
import { vocabularyOf } from '../../src/search/vocabulary.ts';

test('the vocabulary contains words in their most frequent spelling, with identifiers split', () => {
  const texts = ['The HikariPool-1 pool', 'HikariPool and pools', 'hikaripool 0x80070005 pool'];
  expect(vocabularyOf(texts).words).toEqual(['HikariPool', 'pool', 'pools']);
});

test('common words are those in more than a tenth of the texts', () => {
  const text = (number: number) =>
    `timeout${number} ${number % 9 === 0 ? 'pools pool' : ''} ${number % 11 === 0 ? 'rare' : ''}`;
  const texts = Array.from({ length: 1000 }, (_, number) => text(number));
  expect(vocabularyOf(texts).common).toEqual(['pool', 'timeout']);
  expect(vocabularyOf(texts.slice(0, 900)).common).toEqual([]);
});
