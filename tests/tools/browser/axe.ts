import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Returns the violations of WCAG 2.2 AA that axe finds in a page as shown now, each with rule, place and reason. */
export async function violationsIn(page: Page): Promise<string[]> {
  // Bypasses the Content-Security-Policy of the page, as developer tools do.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(async (values): Promise<AxeResults> => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    return axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
  }, TAGS);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`,
    ),
  );
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
