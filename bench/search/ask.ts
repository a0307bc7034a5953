import type { Page } from 'playwright-core';
import type { BenchClient } from './client.ts';
import type { Outcome } from './measure.ts';
import type { BenchQuery } from './query.ts';

declare global {
  var client: BenchClient;
}

const WARMING: BenchQuery = { kind: 'symptoms', text: 'connection refused', find: [] };

/**
 * Runs all queries in a page with every kind of search: first a warm-up query that loads the search, then each query
 * once, with its parts of the index fetched from a local server, and with our search a second time.
 */
export async function askAll(page: Page, queries: readonly BenchQuery[]): Promise<Outcome[]> {
  await ask(page, WARMING);
  const outcomes: Outcome[] = [];
  for (const query of queries) {
    const answers = await ask(page, query);
    const again = await page.evaluate((each) => client.ours(each), query);
    outcomes.push({ query, answers, again: again.time });
  }
  return outcomes;
}

function ask(page: Page, query: BenchQuery): Promise<Outcome['answers']> {
  return page.evaluate(async (each) => {
    const { plain, same, ours } = client;
    const answers = { plain: await plain(each), ours: await ours(each) };
    // With Pagefind's search of our index, a log takes minutes and is never found as a whole.
    return each.kind === 'pasted log' ? answers : { ...answers, same: await same(each) };
  }, query);
}
