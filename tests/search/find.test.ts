import { describe, expect, test } from 'vitest';
import { findEarly, findMatches } from '../../src/search/find.ts';
import { type MemoryDocument, memorySource } from '../../src/search/memory-source.ts';
import type { PostingsSource } from '../../src/search/postings.ts';
import { suggestQuery } from '../../src/search/suggest.ts';

const document = (id: string, title: string, text = '', ...code: string[]): MemoryDocument => ({
  id,
  title,
  names: [],
  sections: [{ title: 'Root cause', text: [text, ...code].join('\n'), code }],
});
const DOCUMENTS = [
  document(
    'pool',
    'Connection pool exhausted',
    'The pool of the shop ran empty.',
    'HikariPool-1 - Connection is not available, request timed out after 30000ms.',
  ),
  document('limit', 'Promotion met the limit', 'Postgres allowed few clients.', 'max_connections', 'maxWait: 30'),
  document(
    'stack',
    'Sessions lost',
    'Redis forgot.',
    'at com.shop.session.RedisSessionStore.get(RedisSessionStore.java:87)',
  ),
  document('version', 'Agent crashed', 'With v2.14.3 it ended with 0x80070005 on 10.0.3.17:6379.'),
  document('many', 'Too many open files', 'LimitNOFILE was lowered.', 'accept4: Too many open files'),
  document('files', 'Files open slowly', 'There were many of them and too few disks, in Zürich.'),
  document('dns', 'DNS resolver', 'enable_new_resolver was on for edge-router and cve-2025-55182.'),
  document('log', 'Log lost', 'Its log4j-core and nginx-ingress-2 had 50 GB in the log.'),
];
const source = memorySource(DOCUMENTS);
const find = async (query: string) => {
  const { matches } = await findMatches(query, source);
  return matches.map(({ document, evidence }) => `${document} ${evidence}`);
};

describe('findMatches', () => {
  test.each([
    ['connection pool', 'pool phrase'],
    ['pools exhausting', 'pool phrase'],
    ['exhausted connection', 'pool all'],
    ['max_connections', 'limit all'],
    ['maxConnections', 'limit all'],
    ['MAX-CONNECTIONS', 'limit all'],
    ['max_wait', 'limit all'],
    ['2.14.3', 'version all'],
    ['v2.14.3', 'version all'],
    ['80070005', 'version all'],
    ['0x80070005', 'version all'],
    ['10.0.3.17', 'version all'],
    ['10.0.3.17:9999', 'version all'],
    ['RedisSessionStore.java:87', 'stack all'],
    ['RedisSessionStore.java:91', 'stack all'],
    ['RedisSessionStore', 'stack all'],
    ['org.other.RedisSessionStore', 'stack all'],
    ['new_resolver', 'dns all'],
    ['edge_router', 'dns all'],
    ['CVE_2025_55182', 'dns all'],
    ['log4j', 'log all'],
    ['ingress_nginx', 'log all'],
    ['ingress_envoy', 'log some'],
    ['Too many open files', 'many same-error'],
    ['accept4(): Too many open files', 'many same-error'],
    [
      '2024-09-09 03:00:00,113 ERROR [main] HikariPool-7 - Connection is not available, request timed out after 12ms.',
      'pool same-error',
    ],
    ['starting\n[main] accept4(): Too many open files\n[metrics] flushed', 'many same-error'],
  ])('ranks first for %j: %s', async (query, expected) => expect((await find(query))[0]).toBe(expected));

  test('matches the last word as a prefix, unless a space follows', async () => {
    expect((await find('connection exha'))[0]).toBe('pool all');
    expect((await find('connection exha '))[0]).toBe('pool some');
  });

  test('says how many terms each document contains, and how each term matched', async () => {
    const { matches, terms } = await findMatches('sentinel forgot sessions RedisSessionStore.java:91', source);
    expect(matches[0]).toMatchObject({ document: 'stack', words: 3, evidence: 'some' });
    expect(terms.map(({ known }) => known)).toEqual(['unknown', 'exact', 'exact', 'spelling']);
  });

  test.each(['page_fault_in_nonpaged_area', 'k8s', '0x50', '50.17', 'x_4', 'was_2'])(
    'takes no small part of %j for it',
    async (query) => {
      expect(await find(query)).toEqual([]);
    },
  );

  test.each(['log5n', 'log_77x', 'resolver_2'])('never takes one part of %j for the whole', async (query) => {
    const { matches } = await findMatches(query, source);
    expect(new Set(matches.map(({ evidence, words }) => `${evidence} ${words}`))).toEqual(new Set(['some 0']));
  });

  test('returns nothing for an empty query and unknown words', async () => {
    for (const query of [' \n', 'qqqq', 'the of', '"', '.*', '🔥']) expect(await find(query)).toEqual([]);
  });

  test('ranks documents with a single word by weight, and leaves out prefixes', async () => {
    const closer: PostingsSource = {
      ...source,
      withAll: async () => ({ documents: ['files', 'many', 'dns'], weights: [0.6, 0.5, 0.9] }),
    };
    const { matches } = await findMatches('open', closer);
    expect(matches.map(({ document }) => document)).toEqual(['files', 'many']);
  });

  test('looks up common words only if there are no others', async () => {
    const common = memorySource(DOCUMENTS, ['connect', 'pool']);
    const { matches, terms } = await findMatches('connection pool Hikari', common);
    expect(terms.map(({ known }) => known)).toEqual(['common', 'common', 'exact']);
    expect(matches).toMatchObject([{ document: 'pool', evidence: 'all', words: 1 }]);
    expect((await findMatches('connection pool', common)).matches).toMatchObject([
      { document: 'pool', evidence: 'all' },
    ]);
  });

  test('looks up common words if the others find nothing', async () => {
    const common = memorySource(DOCUMENTS, ['connect', 'pool', 'open']);
    const { matches, terms } = await findMatches('connection xyzzy pool', common);
    expect(matches).toMatchObject([{ document: 'pool', evidence: 'some', words: 2 }]);
    expect(terms.map(({ known }) => known)).toEqual(['exact', 'unknown', 'exact']);
    const apart = await findMatches('pool open', common);
    expect(apart.matches.map(({ document, words }) => `${document} ${words}`).sort()).toEqual([
      'files 1',
      'many 1',
      'pool 1',
    ]);
  });

  test('treats the prefix of a common word as common', async () => {
    const common = memorySource(DOCUMENTS, ['connect', 'pool']);
    const alone = await findMatches('pool connec', common);
    expect(alone.matches).toMatchObject([{ document: 'pool', evidence: 'all' }]);
    expect(alone.terms.map(({ known }) => known)).toEqual(['exact', 'prefix']);
    expect(await suggestQuery('pool connec', alone, common)).toBeUndefined();
    const { matches, terms } = await findMatches('Postgres connec', common);
    expect(terms.map(({ known }) => known)).toEqual(['exact', 'common']);
    expect(matches).toMatchObject([{ document: 'limit', evidence: 'all' }]);
  });

  test('finds the same error even without any of the looked-up terms', async () => {
    const log = Array.from({ length: 30 }, (_, at) => `at com.other.LongIdentifierNumber${'x'.repeat(at)}.run`);
    const { matches } = await findMatches([...log, 'Too many open files'].join('\n'), source);
    expect(matches[0]).toMatchObject({ document: 'many', evidence: 'same-error' });
  });

  test('rejects if the index cannot be read', async () => {
    const broken = { ...source, get: () => Promise.reject(new Error('down')) };
    await expect(findMatches('pool', broken)).rejects.toThrow('down');
  });
});

describe('suggestQuery', () => {
  const suggest = async (query: string) => suggestQuery(query, await findMatches(`${query} `, source), source);

  test.each([
    ['exhuasted', 'exhausted', ['exhausted']],
    ['conection pool', 'Connection pool', ['Connection']],
    ['Too many fiels, slwoly?', 'Too many files, slowly?', ['files', 'slowly']],
    ['why did the conection of the pool end', 'why did the Connection of the pool end', ['Connection']],
    ['HikariPol timed', 'HikariPool timed', ['HikariPool']],
    ['edge-ruter', 'edge-router', ['edge-router']],
    ['limt Limt limtation', 'limit limit limtation', ['limit']],
    ['50 fiels', '50 files', ['files']],
  ])('corrects %j to %j', async (query, meant, words) => {
    expect(await suggest(query)).toEqual({ query: meant, words });
  });

  test.each([
    ['what is known', 'pool'],
    ['a number', '12345678'],
    ['what is near nothing', 'qqqqqqq'],
    ['five words', 'pool empty fiels open clients'],
    ['an identifier', 'acept4'],
    ['an identifier among words', 'open_fiels slowly'],
    ['a setting', 'maxWiat=30'],
    ['an address', 'conection 10.0.3.17'],
    ['lines', 'conection\npool'],
    ['lines in a field of one line', 'conection ⏎ pool'],
    ['an error', 'panic: conection'],
    ['an error', 'conection [signal SIGSEGV]'],
    ['an error', '"conection"'],
    ['an error', 'disconnect/reset fiels'],
    [
      'an error of Go',
      'panic: runtime error: invalid memory address or nil pointer dereference [signal SIGSEGV: segmentation violation code=0x1]',
    ],
    ['an error of a proxy', 'upstream connect error or disconnect/reset before headers'],
    // No incident contains its words like this, but one quotes the line.
    ['a line that an incident quotes', 'too many open files'],
  ])('does not correct %s: %j', async (_, query) => expect(await suggest(query)).toBeUndefined());
});

describe('findEarly', () => {
  test('returns a document that quotes the same error without looking up terms', async () => {
    const asked: string[] = [];
    const watched: PostingsSource = {
      ...source,
      get(keys) {
        asked.push(...keys);
        return source.get(keys);
      },
    };
    const { matches = [] } = (await findEarly('accept4: Too many open files', watched)) ?? {};
    expect(matches).toMatchObject([{ document: 'many', evidence: 'same-error' }]);
    expect(asked.filter((key) => !key.startsWith('='))).toEqual([]);
  });

  test('returns a document that quotes an error late in a log without looking up terms', async () => {
    const log = ['disk', 'net', 'cpu', 'ram'].map((part) => `ERROR ${part} of node failed: no answer`).join('\n');
    const looked: string[] = [];
    const watched: PostingsSource = {
      ...source,
      get(keys) {
        looked.push(...keys);
        return source.get(keys);
      },
    };
    const { matches = [] } = (await findEarly(`${log}\naccept4: Too many open files`, watched)) ?? {};
    expect(matches).toMatchObject([{ document: 'many', evidence: 'same-error' }]);
    expect(looked.length).toBeGreaterThan(3);
    expect(looked.filter((key) => !key.startsWith('='))).toEqual([]);
  });

  test('looks up at most the two most specific terms', async () => {
    const { matches = [], terms = [] } = (await findEarly('the clients of Postgres met a limit', source)) ?? {};
    expect(matches[0]?.document).toBe('limit');
    expect(terms.map(({ text }) => text)).toEqual(['clients', 'Postgres']);
  });

  test.each<[string, string, string[]]>([
    ['all words of a short query', 'the clients of Postgres met a limit', ['clients', 'postgres', 'met', 'limit']],
    ['no word if an error is found', 'accept4: Too many open files', []],
    ['the words of a longer query if no error is found', 'a b c d e', ['b', 'c', 'd', 'e']],
  ])('begins to load %s', async (_, query, words) => {
    const begun: string[] = [];
    await findEarly(query, { ...source, prepare: (keys) => begun.push(...keys) });
    expect([...new Set(begun)]).toEqual(words);
  });

  test.each(['pool', 'connection pool', 'zebra giraffe lion', 'exhausted Postgres redis'])(
    'has nothing to say of %j',
    async (query) => expect(await findEarly(query, source)).toBeUndefined(),
  );
});
