import { describe, expect, test } from 'vitest';
import { incidentAt, textOf } from '../../bench/corpus.ts';
import { Dice } from '../../bench/dice.ts';
import { exampleArchive } from '../../bench/search/archives.ts';
import { fill, makeLog, mistype } from '../../bench/search/fill.ts';
import { percentile, qualityOf, rankIn, rankOf } from '../../bench/search/measure.ts';
import { plant } from '../../bench/search/planted.ts';
import { type BenchQuery, KINDS } from '../../bench/search/query.ts';
import { findDocuments } from '../../src/disk/read.ts';

const query = (find: string[]): BenchQuery => ({ kind: 'symptoms', text: 'x', find });

describe('qualityOf', () => {
  test('counts first places, the first three and reciprocal ranks', () => {
    expect(qualityOf([1, 2, 4, Number.POSITIVE_INFINITY])).toEqual({ queries: 4, at1: 0.25, at3: 0.5, mrr: 1.75 / 4 });
    expect(qualityOf([])).toEqual({ queries: 0, at1: 0, at3: 0, mrr: 0 });
  });
});

describe('ranks', () => {
  test('are those of the first that answers', () => {
    expect(rankIn(['a', 'b', 'c'], query(['c', 'b']))).toBe(2);
    expect(rankIn(['a'], query(['b']))).toBe(Number.POSITIVE_INFINITY);
  });

  test('take "did you mean" only where the results do not have it at hand', () => {
    const none = { ids: [], time: 0 };
    const rank = (ids: string[], suggested?: string[]) => {
      const ours = { ids, time: 0, ...(suggested && { suggested }) };
      const answers = { plain: none, same: none, ours };
      return rankOf({ query: query(['a']), answers, again: 0 }, 'ours');
    };
    expect(rank(['x', 'a'], ['a'])).toBe(2);
    expect(rank(['x'], ['a'])).toBe(1);
    expect(rank(['x'])).toBe(Number.POSITIVE_INFINITY);
  });
});

test('percentile gives the nearest rank', () => {
  const values = [5, 1, 4, 2, 3];
  expect([0, 0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([1, 3, 5, 5]);
});

describe('what is planted', () => {
  const files = Array.from({ length: 300 }, (_, index) => incidentAt(index)).map((incident) => ({
    name: `${incident.id}.md`,
    text: textOf(incident),
  }));
  const planted = plant(files, 1);

  test('is the same for the same seed, and another for another', () => {
    expect(plant(files, 1)).toEqual(planted);
    expect(plant(files, 2).queries).not.toEqual(planted.queries);
  });

  test('is there, once each, with its error and its words', () => {
    const texts = new Map(planted.files.map(({ name, text }) => [name, text]));
    expect(texts.size).toBe(files.length);
    for (const { kind, text, find } of planted.queries) {
      expect(find).toHaveLength(1);
      const document = texts.get(`${find[0]}.md`) ?? '';
      if (kind === 'error line') expect(document).toContain(text);
      if (kind === 'filter') expect(document.toLowerCase()).toContain(text);
      if (kind === 'pasted log') expect(text).toHaveLength(2000);
    }
  });

  test('is asked for in every way', () => {
    const asked = new Set(planted.queries.map(({ kind }) => kind));
    expect(KINDS.filter((kind) => !asked.has(kind))).toEqual([]);
  });
});

test('the queries of the example archive name incidents that it has', async () => {
  const { folder, queries } = exampleArchive();
  const files = await findDocuments(folder);
  const ids = new Set(files.map((file) => file.replace(/^.*\/|\.md$/g, '')));
  expect(queries.flatMap(({ find }) => find).filter((id) => !ids.has(id))).toEqual([]);
});

describe('templates', () => {
  test('are filled, and anew each time', () => {
    const dice = new Dice('test');
    const [first, second] = [fill('{n} {ip} {host} {hex} {line}', dice), fill('{n} {ip} {host} {hex} {line}', dice)];
    expect(first).not.toContain('{');
    expect(first).not.toBe(second);
  });

  test('are mistyped by one slip that leaves the first letter', () => {
    for (let seed = 0; seed < 200; seed++) {
      const typed = mistype('emergency vacuum', new Dice('slip', seed));
      expect(typed).not.toBe('emergency vacuum');
      expect(typed).toMatch(/^e\S{7,9} vacuum$/);
    }
  });

  test('stand in the middle of a log', () => {
    const log = makeLog(['the line'], 500, new Dice('log'));
    expect(log).toHaveLength(500);
    expect(log.indexOf('the line')).toBeGreaterThan(100);
  });
});
