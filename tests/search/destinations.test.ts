import { describe, expect, test } from 'vitest';
import {
  type Destination,
  destinationsFor,
  packDestinations,
  readDestinations,
} from '../../src/search/destinations.ts';

const ALL: Destination[] = [
  { kind: 'page', title: 'Action items', path: 'actions/' },
  { kind: 'service', title: 'checkout', path: 'services/checkout/', count: 3 },
  { kind: 'service', title: 'checkout-ui', path: 'services/checkout-ui/', count: 9 },
  { kind: 'cause', title: 'Configuration change', path: 'causes/config-change/', count: 12 },
  { kind: 'tag', title: 'Zürich', path: 'tags/zurich/', count: 1 },
  { kind: 'year', title: '2024', path: 'years/2024/', count: 8 },
];

describe('destinationsFor', () => {
  const named = (query: string) =>
    destinationsFor(query, ALL, 3).map(({ title, isExact }) => (isExact ? `= ${title}` : title));

  test.each([
    ['checkout', ['= checkout', 'checkout-ui']],
    ['Checkout UI', ['= checkout-ui']],
    ['check', ['checkout-ui', 'checkout']],
    ['ui', ['checkout-ui']],
    ['config change', ['= Configuration change']],
    ['configuration', ['Configuration change']],
    ['zurich', ['= Zürich']],
    ['2024', ['= 2024']],
    ['actions', ['= Action items']],
    ['open action items', []],
    ['checkout\nfailed', []],
    ['c', []],
    ['', []],
    ['…', []],
  ])('for %j', (query, expected) => expect(named(query)).toEqual(expected));

  test('returns at most as many as asked for', () => expect(destinationsFor('check', ALL, 1)).toHaveLength(1));
});

test('packing and reading are inverse', () => expect(readDestinations(packDestinations(ALL))).toEqual(ALL));
