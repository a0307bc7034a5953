import { expect, test } from 'vitest';
import { distinctTerms } from '../../src/search/text/tokens.ts';
import { vocabularyOf } from '../../src/search/vocabulary.ts';

test('the vocabulary contains words in their most frequent spelling, with identifiers split', () => {
  const documents = ['The HikariPool-1 pool', 'HikariPool and pools', 'hikaripool 0x80070005 pool'].map((text) =>
    distinctTerms(text),
  );
  expect(vocabularyOf(documents).words).toEqual(['HikariPool', 'pool', 'pools']);
});

test('common words are those in more than a tenth of the texts', () => {
  const text = (number: number) =>
    `timeout${number} ${number % 9 === 0 ? 'pools pool' : ''} ${number % 11 === 0 ? 'rare' : ''}`;
  const documents = Array.from({ length: 1000 }, (_, number) => distinctTerms(text(number)));
  expect(vocabularyOf(documents).common).toEqual(['pool', 'timeout']);
  expect(vocabularyOf(documents.slice(0, 900)).common).toEqual([]);
});
