import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPastIncidents } from '../../src/cli/similar.ts';
import { closenessOf, isSure, matchedLine } from '../../src/search/closeness.ts';
import { findMatches } from '../../src/search/find.ts';
import { type MemoryDocument, memorySource } from '../../src/search/memory-source.ts';
import { anyText } from '../tools/archives/texts.ts';
import { ROOT } from '../tools/cli.ts';

const document = (id: string, title: string, ...code: string[]): MemoryDocument => ({
  ...{ id, title, names: [] },
  sections: [{ title: 'Root cause', text: code.join('\n'), code }],
});
const source = memorySource([
  document(
    'pool',
    'Connection pool exhausted',
    'HikariPool-1 - Connection is not available, request timed out after 30 s',
  ),
  document('files', 'Too many open files', 'accept4: Too many open files'),
  document('stack', 'Sessions lost', 'at com.shop.session.RedisSessionStore.get(RedisSessionStore.java:87)'),
  document('disk', 'Disk full', 'The volume of the ledger ran out of space at night, and the queue grew'),
]);
const judge = async (query: string) => closenessOf(await findMatches(query, source));

describe('closenessOf', () => {
  test.each([
    ['the same error', 'ERROR HikariPool-9 - Connection is not available, request timed out after 7 s', 'found'],
    ['all words', 'pool connection', 'found'],
    ['most words', 'volume of the ledger ran out of space at midnight', 'found'],
    [
      'a frame among lines',
      'starting up the shop\nat com.shop.session.RedisSessionStore.get(RedisSessionStore.java:12)',
      'found',
    ],
    ['one of two words', 'connection refused', 'weak'],
    ['half of the words', 'ledger volume space exceeded quota', 'weak'],
    ['a word of an error', 'zfs: pool tank has encountered an uncorrectable failure', 'none'],
    ['nothing', 'qqqq', 'none'],
    ['no words', '…', 'none'],
    [
      'words from different lines',
      'open valve nine\nsensor queue idle\npressure above limit\nturbine tripped hard',
      'none',
    ],
  ])('for %s', async (_, query, expected) => expect(await judge(query)).toBe(expected));

  test('does not depend on how the lines are separated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText(60), { maxLength: 6 }), async (lines) => {
        const clean = lines.map((line) => line.replaceAll(/[\n⏎]/g, ' ').trim()).filter(Boolean);
        expect(await judge(clean.join(' ⏎ '))).toBe(await judge(clean.join('\n')));
      }),
      { numRuns: 50 },
    );
  });
});

describe('matchedLine', () => {
  const lineFor = async (query: string) => {
    const found = await findMatches(query, source);
    const [best] = found.matches;
    return best && matchedLine(best, found);
  };

  test('is the line with the same error', async () => {
    const line = '2026-01-02 03:04:05 ERROR accept4(): Too many open files';
    expect(await lineFor(`connection opened\n${line}\nwriting session`)).toMatchObject({
      text: line,
      isSameError: true,
    });
  });

  test('is otherwise the line with the most and rarest words', async () => {
    const frame = '  at com.shop.session.RedisSessionStore';
    expect(await lineFor(`starting\n${frame}`)).toMatchObject({ text: frame, isSameError: false });
  });

  test('is missing if no line has many of its words in the document, and for a single line', async () => {
    expect(await lineFor('connection refused by peer\nturbine tripped')).toBeUndefined();
    expect(await lineFor('accept4(): Too many open files')).toBeUndefined();
  });
});

test.each([
  ['a pasted error that is quoted', 'accept4(): Too many open files', true],
  ['typed words that are a quoted error', 'too many open files', true],
  ['a pasted name', 'com.shop.session.RedisSessionStore', true],
  ['typed words', 'connection pool', false],
  ['part of a text', 'zfs: pool tank is suspended', false],
])('isSure of %s is %s', async (_, query, expected) => {
  expect(isSure(query, await findMatches(query, source))).toBe(expected);
});

describe('errors that the example archive does not have', async () => {
  const read = await readPastIncidents(path.join(ROOT, 'postmortems'));
  if (!('past' in read)) throw new Error(read.report);
  const example = memorySource(read.past.documents);
  const { errors, logs } = parse(readFileSync(path.join(ROOT, 'bench/search/unanswerable.yml'), 'utf8'));

  test.each([...errors, ...logs] as string[])('nothing found is certain for %j', async (query) => {
    const found = await findMatches(query, example);
    expect(closenessOf(found)).not.toBe('found');
    expect(found.matches.filter(({ evidence }) => evidence !== 'some')).toEqual([]);
  });

  test('most have nothing close', async () => {
    const verdicts = await Promise.all(
      [...errors, ...logs].map(async (query: string) => closenessOf(await findMatches(query, example))),
    );
    expect(verdicts.filter((verdict) => verdict === 'none').length / verdicts.length).toBeGreaterThanOrEqual(0.9);
  });
});
