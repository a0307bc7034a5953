import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorFingerprint, errorFingerprintsOf, fingerprintKey } from '../../src/search/error-fingerprint.ts';
import { parseQuery } from '../../src/search/query.ts';
import { limitQuery, significantLines } from '../../src/search/significant-lines.ts';
import { aliasesOf } from '../../src/search/text/identifiers.ts';
import { distinctTerms, keysOf, termsOf } from '../../src/search/text/tokens.ts';
import { vocabularyOf } from '../../src/search/vocabulary.ts';
import { anyText } from '../tools/archives/texts.ts';
import { countWork } from '../tools/count-work.ts';

const MEGABYTE = 1_000_000;

/** Text that people paste by mistake, and adversarial text; each is repeated to a great length. */
const UNITS = {
  'lines of one letter': 'a\n',
  'lines that differ': '',
  'lines of a log': '2026-11-21 03:00:01,113 WARN [exec-7] retry 3 of call to 10.0.3.17:5432 failed: "x"\n',
  'ends of lines': '\r\n',
  'ends of lines in one line': '⏎',
  'a ligature of eighteen letters': 'ﷺ',
  'words of ligatures': 'ﷺﬃ ',
  'half a character': '\ud800',
  'halves of characters': 'a\udc00',
  'one word': 'x',
  'camel case': 'aB',
  'parts of a name': 'aB_aB_',
  'parts of a host': 'a-',
  'parts of an address': 'a.',
  'a number': '17',
  'hex digits': 'a1',
  'accents upon accents': 'a\u0301\u0323',
  'a script without spaces': '数据库连接失败',
  'signs after a letter': 'a____ ',
  'open quotes': '“«"\'`',
  'open brackets': '[a',
  colours: '\u001b[1;31m',
  'messages within messages': 'a: ',
  records: '{"msg":"connection refused","error":{"message":"pool is empty"}}\n',
  'open records': '{"msg":',
  'clock times': '12:00:01 ',
  identifiers: '550e8400-e29b-41d4-a716-446655440000 ',
} as const;

const textOf = (unit: string, length: number) =>
  unit === ''
    ? Array.from({ length: length / 5 }, (_, at) => at.toString(36).padStart(4, 'q')).join('\n')
    : unit.repeat(Math.ceil(length / unit.length));

describe.each(Object.entries(UNITS))('a megabyte of %s', (_, unit) => {
  const text = textOf(unit, MEGABYTE);

  test('is reduced to a query without fingerprinting all of it', () => {
    const { calls, characters } = countWork(() => limitQuery(text));
    // Reading takes one step per character; fingerprinting a line takes a dozen calls, for five thousand lines.
    expect(characters).toBeLessThan(12 * MEGABYTE);
    expect(calls).toBeLessThan(500_000);
  });

  test('is looked up by few and short terms', () => {
    const { terms, errors, pairs } = parseQuery(text);
    expect(terms.length).toBeLessThanOrEqual(16);
    expect(errors.length).toBeLessThanOrEqual(50 * 5 * 6);
    expect(pairs.length).toBeLessThanOrEqual(16 * 16);
    // A character may become eighteen.
    for (const { key, parts } of terms) {
      expect(key.length).toBeLessThanOrEqual(200 * 18);
      expect(parts.length).toBeLessThan(200);
    }
  });

  test('gives an address that servers accept', () => {
    const lines = significantLines(text, 2000);
    expect(lines.join('\n').length).toBeLessThanOrEqual(2000);
  });
});

describe('the time is linear in the length of a text:', () => {
  const unit = fc.oneof(fc.constantFrom(...Object.values(UNITS).filter(Boolean)), anyText(12), fc.string());

  test.each<[string, (text: string) => unknown]>([
    ['wordsOf', (text) => termsOf(text).map(keysOf)],
    ['aliasesOf', aliasesOf],
    ['masksOf', (text) => errorFingerprintsOf(text).map(fingerprintKey)],
    ['maskError', errorFingerprint],
    ['vocabularyOf', (text) => vocabularyOf([distinctTerms(text)])],
    ['parseQuery', parseQuery],
    ['limitQuery', limitQuery],
  ])('%s', (_, run) => {
    fc.assert(
      fc.property(unit, (each) => {
        const [short, long] = [2000, 20_000].map((times) => countWork(() => run(each.repeat(times / 4))));
        if (!short || !long) throw new Error('nothing was counted');
        expect(long.calls).toBeLessThan(12 * short.calls + 100_000);
        expect(long.characters).toBeLessThan(12 * short.characters + 2_000_000);
      }),
      { numRuns: 25 },
    );
  });

  test('only the beginning of a line is fingerprinted, as some patterns are not linear', () => {
    const { longest } = countWork(() => errorFingerprintsOf(`error ${'a-'.repeat(MEGABYTE)}`));
    // Removing colors is linear.
    expect(longest).toBe(2 * MEGABYTE + 6);
    const masking = countWork(() => errorFingerprint('a-'.repeat(250)));
    expect(masking.longest).toBeLessThanOrEqual(500);
  });
});
