import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, test } from 'vitest';
import { addressOf, browsing, DESKTOP, kindsOf, PHONE } from '../tools/browse.ts';

const inPage = browsing();
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const MODES = [
  { mode: 'light on a desktop', colorScheme: 'light', viewport: DESKTOP },
  { mode: 'dark on a desktop', colorScheme: 'dark', viewport: DESKTOP },
  { mode: 'light on a phone', colorScheme: 'light', viewport: PHONE },
  { mode: 'dark on a phone', colorScheme: 'dark', viewport: PHONE },
] as const;

async function violations(address: string, options: (typeof MODES)[number]): Promise<string[]> {
  return inPage(options, async (page) => {
    await page.goto(address);
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`,
      ),
    );
  });
}

describe.each(kindsOf('example'))('the page $kind', ({ path }) => {
  test.each(MODES)('has no violation of WCAG that axe sees, $mode', async (mode) => {
    expect(await violations(addressOf('example', path), mode)).toEqual([]);
  });
});

describe.each(kindsOf('all'))('the page $kind of the extremes', ({ path }) => {
  test('has no violation of WCAG that axe sees', async () => {
    expect(await violations(addressOf('all', path), MODES[2])).toEqual([]);
  });
});
