import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { splitDocument } from '../../src/postmortem/frontmatter/split.ts';
import { validateFrontmatter } from '../../src/postmortem/frontmatter/validate.ts';
import { type Impact, parseImpact, writeImpact } from '../../src/postmortem/impact.ts';
import { frontmatterLines } from '../tools/archives/frontmatter.ts';

/** Returns the impact of a frontmatter, or the messages about it. */
function impactOf(yaml: string) {
  const source = `---\n${frontmatterLines({ impact: yaml })}---\n`;
  const { frontmatter, diagnostics } = validateFrontmatter(splitDocument(source, 'a.md'), 'a.md', {});
  return frontmatter?.impact ?? diagnostics.map(({ message, fix }) => `${message} → ${fix?.text}`);
}

describe('impact', () => {
  test.each<[written: string, impact: Partial<Impact>]>([
    ['30', { percent: 30 }],
    ['~30%', { percent: 30, qualifier: '~' }],
    ['about 30 percent of users', { percent: 30, qualifier: '~', of: 'users' }],
    ['<1%', { percent: 1, qualifier: '<' }],
    ['less than 1% of logins', { percent: 1, qualifier: '<', of: 'logins' }],
    ['up to 30 %', { percent: 30, qualifier: '≤' }],
    ['">50%"', { percent: 50, qualifier: '>' }],
    ['0,5 %', { percent: 0.5 }],
    ['mindestens 20 Prozent der Kunden', { percent: 20, qualifier: '≥', of: 'Kunden' }],
    ['none', { percent: 0 }],
    ['305 customers', { amounts: [{ amount: 305, unit: 'customers' }] }],
    ['~12,000 failed requests', { amounts: [{ amount: 12_000, unit: 'failed requests', qualifier: '~' }] }],
    ['1.2M page views', { amounts: [{ amount: 1_200_000, unit: 'page views' }] }],
    ['4000 EUR', { amounts: [{ amount: 4000, unit: 'EUR' }] }],
    ['EUR 4000', { amounts: [{ amount: 4000, unit: 'EUR' }] }],
    ['"€1.5k"', { amounts: [{ amount: 1500, unit: 'EUR' }] }],
    ['{ percent: <1%, of: users }', { percent: 1, qualifier: '<', of: 'users' }],
    ['{ EUR: 4000 }', { amounts: [{ amount: 4000, unit: 'EUR' }] }],
    ['{ customers: 305 }', { amounts: [{ amount: 305, unit: 'customers' }] }],
    [
      '{ percent: 30, of: users, customers: "~300", money: 4000 EUR }',
      {
        ...{ percent: 30, of: 'users' },
        amounts: [
          { amount: 300, unit: 'customers', qualifier: '~' },
          { amount: 4000, unit: 'EUR' },
        ],
      },
    ],
  ])('%s is read', (written, impact) => expect(impactOf(written)).toEqual({ amounts: [], ...impact }));

  test.each([
    ['130', 'Unexpected value `130` for `impact`', undefined],
    ['130%', 'Unexpected value `130%` for `impact`', undefined],
    // Two or two thousand?
    ['2.000 users', 'Unexpected value `2.000 users` for `impact`', undefined],
    ['20-30%', 'Unexpected value `20-30%` for `impact`', undefined],
    ['2 hours', 'Unexpected value `2 hours` for `impact`', undefined],
    ['$4000', 'Unexpected value `$4000` for `impact`', '4000 USD'],
    [
      '{ money: ~$4k }',
      'Unexpected value `~$4k` for `impact.money`, expected an amount with its currency',
      '~4000 USD',
    ],
    ['{ money: 4000 }', 'Unexpected value `4000` for `impact.money`', undefined],
    [
      '{ customers: many }',
      'Unexpected value `many` for `impact.customers`, expected an amount such as `305`',
      undefined,
    ],
    ['{ customers: -3 }', 'Unexpected value `-3` for `impact.customers`', undefined],
    ['{ precent: 30 }', 'Unexpected key `precent`', 'percent'],
    ['{ off: users, percent: 30 }', 'Unexpected key `off`', 'of'],
    ['{ of: users }', 'Missing key `impact.percent`', undefined],
    ['{}', 'Missing key `impact.percent`', undefined],
  ])('%s is reported', (written, message, fix) => {
    expect(impactOf(written)).toEqual([expect.stringContaining(message)]);
    expect(impactOf(written)).toEqual([expect.stringMatching(new RegExp(`→ ${fix}$`))]);
  });

  const qualifier = fc.option(fc.constantFrom('~', '<', '≤', '>', '≥'), { nil: undefined });
  const cents = (max: number) => fc.nat(max * 100).map((amount) => amount / 100);
  const known = <Value extends object>(value: Value) =>
    Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;
  const units = fc.constantFrom('customers', 'failed requests', 'orders', 'EUR', 'USD', 'Nutzer', 'page views');
  const amounts = fc
    .uniqueArray(fc.record({ amount: cents(1_000_000_000), unit: units, qualifier }), {
      selector: ({ unit }) => unit,
      maxLength: 3,
    })
    .map((all) => all.map(known));
  const share = fc.record({ percent: cents(100), of: fc.constantFrom(undefined, 'users', '10% of logins'), qualifier });

  test('survives writing and reading', () => {
    fc.assert(
      fc.property(fc.option(share, { nil: {} }), amounts, (percentage, all) => {
        const impact = known({ ...percentage, amounts: all }) as Impact;
        fc.pre(impact.percent !== undefined || all.length > 0);
        const yaml = stringify(writeImpact(impact), { collectionStyle: 'flow' }).trim();
        const read = impactOf(yaml);
        // Money comes last.
        expect(read).toEqual({ ...impact, amounts: expect.arrayContaining(all) });
        expect(read).toHaveProperty('amounts.length', all.length);
      }),
      { numRuns: 500 },
    );
  });

  test('a long text is rejected quickly', () => {
    for (const piece of ['1 ', '1,000', 'a ', '% of ', '€', '~'])
      expect(parseImpact(piece.repeat(20_000))).toSatisfy((found) => found === undefined || typeof found === 'object');
  });
});
