import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/postmortem/markdown.ts';
import { wordsOf } from '../../src/postmortem/words.ts';

const wordsIn = (body: string, title = '', summary?: string) => [...wordsOf({ title, summary }, parseMarkdown(body))];

describe('wordsOf', () => {
  test.each([
    [
      'Kafka lost Kafka',
      [
        ['kafka', 2],
        ['lost', 1],
      ],
    ],
    ['The nodes were down for two hours', [['nodes', 1]]],
    [
      '`max_connections` of db-primary',
      [
        ['max_connections', 2],
        ['db-primary', 1],
      ],
    ],
    ['```\nECONNREFUSED 10.0.3.17:5432\n```', [['econnrefused', 2]]],
    ['2024-04-15 15:45 504s at <https://example.org/runbook>', []],
    [
      '| Time | Event |\n| --- | --- |\n| 15:45 | Flux restarts |',
      [
        ['event', 1],
        ['flux', 1],
        ['restarts', 1],
      ],
    ],
    [
      '- [ ] Lock Flux\n\n> Ärger mit Ünïcode',
      [
        ['lock', 1],
        ['flux', 1],
        ['ärger', 1],
        ['mit', 1],
        ['ünïcode', 1],
      ],
    ],
    ['## Kafka', []],
    ['', []],
  ])('of %j are %j', (body, words) => expect(wordsIn(body)).toEqual(words));

  test('counts those of the title six times, those of a summary of its own once', () =>
    expect(wordsIn('Flux again', 'Flux restarts', 'Logs are lost')).toEqual([
      ['flux', 7],
      ['restarts', 6],
      ['logs', 1],
      ['lost', 1],
    ]));
});
