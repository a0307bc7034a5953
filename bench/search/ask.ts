import type { Page } from 'playwright-core';
import type { BenchClient } from './client.ts';
import type { Outcome } from './measure.ts';
import type { BenchQuery } from './query.ts';

declare global {
  var client: BenchClient;
}

/**
 * Asks everything in a page, each query twice, and keeps the second answer: a warm one, as the parts of the index that
 * it needs have been loaded.
 */
export async function askAll(page: Page, queries: readonly BenchQuery[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const query of queries) {
    const answers = await page.evaluate(async (each) => {
      await client.plain(each);
      const plain = await client.plain(each);
      await client.ours(each);
      return { plain, ours: await client.ours(each) };
    }, query);
    outcomes.push({ query, ...answers });
  }
  return outcomes;
}
