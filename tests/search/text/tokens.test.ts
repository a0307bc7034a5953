import { describe, expect, test } from 'vitest';
import { stemOf } from '../../../src/search/text/stem.ts';
import { keysOf, termsOf, tokensOf } from '../../../src/search/text/tokens.ts';

describe('stemOf', () => {
  test.each([
    'connect connects connected connecting connection connections',
    'fail fails failed failing failure failures',
    'retry retries retried retrying',
    'migrate migrated migrating migration migrations',
    'deploy deployed deployment deployments',
    'use used using',
    'time timed times timing',
    'stop stopped stopping',
    'add added adding',
    'process processes processed',
    'close closed closure',
  ])('gives %s one stem', (words) => expect(new Set(words.split(' ').map(stemOf)).size).toBe(1));

  test.each(['dns redis status kubernetes', 'log login', 'need needle', 'string king ring'])(
    'keeps %s apart',
    (words) => expect(new Set(words.split(' ').map(stemOf)).size).toBe(words.split(' ').length),
  );

  test('leaves other words unchanged', () => {
    for (const word of ['e11000', 'über', '数据库', 'dns', 'ns1s']) expect(stemOf(word)).toBe(word);
  });
});

describe('termsOf', () => {
  test('returns the position of each word and splits identifiers', () => {
    expect(termsOf('The pools of max_connections')).toEqual([
      { text: 'pools', index: 4, key: 'pools', parts: [] },
      { text: 'max_connections', index: 13, key: 'maxconnections', parts: ['max', 'connections'] },
    ]);
  });

  test('splits scripts without spaces into pairs of characters', () => {
    expect(termsOf('数据库')).toEqual([{ text: '数据库', index: 0, key: '数据库', parts: ['数据', '据库'] }]);
  });

  test('finds a word by its other spellings', () => {
    const [word] = termsOf('enable_new_resolver');
    expect(word && keysOf(word)).toEqual(['enablenewresolver', 'enabl', 'new', 'resolver', 'enablenew', 'newresolver']);
  });
});

test('tokensOf keeps stop words, with empty keys', () => {
  expect(tokensOf('too many of them').map(({ key }) => key)).toEqual(['too', 'many', '', '']);
});
