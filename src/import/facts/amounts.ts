import { type Amount, parseImpact } from '../../postmortem/impact.ts';
import { excerpt, type Fact, type Note } from '../note.ts';
import type { TextLine } from '../text-lines.ts';
import { THINGS } from './impact.ts';

const NUMBER = "\\d{1,3}(?:[,’'\u00A0\u202F ]\\d{3})+|\\d{1,9}(?:\\.\\d{1,2})?";
const ABOUT = '(?:~|≈|about|around|approximately|roughly|up to|over|more than|less than|at least|at most)\\s?';
const ADJECTIVE = '(?:of|our|unique|failed|lost|affected|distinct|internal|external|active|total|paying|the)\\s';
// `305 customers`, also `~300 failed requests`; not `40 requests per second` or `3 of 10 users`.
const COUNT = new RegExp(
  `(?<![\\d.,%$€£:/–-]|(?:USD|EUR|GBP|CHF) |\\d (?:to|and|or|of|out of) (?:our |the |all )?)(?<about>${ABOUT})?(?<number>${NUMBER})(?:\\s?(?<times>[kM]|thousand|million))?\\s(?:${ADJECTIVE}){0,2}(?<thing>${THINGS})\\b(?!\\s*(?:per\\b|/|a second|a minute))`,
  'giu',
);
// `orders worth 4000 EUR` counts orders, and says nothing about lost money.
const MONEY = new RegExp(
  `(?<![\\d.,]|\\bworth (?:of )?(?:${ABOUT})?)(?:${ABOUT})?(?:[$€£]\\s?(?:${NUMBER})(?:\\s?[kM]\\b)?|\\b(?:USD|EUR|GBP|CHF)\\s?(?:${NUMBER})(?:\\s?[kM]\\b)?|\\b(?:${NUMBER})(?:\\s?[kM]\\b)?\\s?(?:USD|EUR|GBP|CHF|€)(?![\\p{L}\\d]))(?!\\s*(?:per\\b|/))`,
  'giu',
);

/**
 * Finds impact in other units, such as customers or money, where the text says what was affected. An amount of which there are
 * several, or of dollars, of which many countries have some, is only noted.
 */
export function findAmounts(lines: readonly TextLine[]): { amounts?: Fact<Amount[]>; notes: Note[] } {
  const found = lines
    .filter(
      ({ text, kinds }) => kinds.includes('impact') || /^(?:[\p{L} ]*\s)?(?:impact|affected)\b[^:]{0,20}:/iu.test(text),
    )
    .flatMap((line) => amountsIn(line.text.slice(0, 2000)).map((each) => ({ ...each, line })));
  const byUnit = Map.groupBy(found, ({ amount, written }) => amount?.unit.toLowerCase() ?? written);
  const clear: { amount: Amount; line: number }[] = [];
  const notes: Note[] = [];
  for (const [first, ...others] of byUnit.values()) {
    if (!first) continue;
    const { amount, written, line } = first;
    const isOne = others.every((other) => other.amount?.amount === amount?.amount);
    if (amount && isOne) clear.push({ amount, line: line.line });
    else {
      const why = amount
        ? `${excerpt(written)} and ${excerpt(others.at(-1)?.written ?? '')}`
        : `${excerpt(written)} of which currency?`;
      const option = amount ? `write \`impact: {${amount.unit}: …}\`` : 'write `impact: {money: … USD}`';
      notes.push({ line: line.line, field: 'impact', message: `${excerpt(line.text)}: ${why}`, option });
    }
  }
  const [first] = clear;
  return { ...(first && { amounts: { value: clear.map(({ amount }) => amount), line: first.line } }), notes };
}

function amountsIn(text: string): { amount?: Amount; written: string }[] {
  const counts = [...text.matchAll(COUNT)].map(({ 0: written, groups = {} }) => {
    const { about = '', number = '', times = '', thing = '' } = groups;
    return { written, impact: parseImpact(`${about}${number}${times && ` ${times}`} ${thing.toLowerCase()}`) };
  });
  const money = [...text.matchAll(MONEY)].map(([written]) => ({ written, impact: parseImpact(written) }));
  return [...counts, ...money].flatMap(({ written, impact }) => {
    if (!impact) return [];
    if ('meant' in impact) return [{ written }];
    return impact.amounts.map((amount) => ({ amount, written }));
  });
}
