import type { Page } from 'playwright-core';
import type { BenchClient } from './client.ts';
import type { Outcome } from './measure.ts';
import type { BenchQuery } from './query.ts';

declare global {
  var client: BenchClient;
}

const WARMING: BenchQuery = { kind: 'symptoms', text: 'connection refused', find: [] };

/**
 * Asks everything in a page, in every way: first what loads the search itself, then each query as a new one, whose parts
 * of the index have to be fetched from this machine's server, and ours once more.
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
    // Over an index with every spelling of every name it would take minutes, and finds no log whole anyway.
    return each.kind === 'pasted log' ? answers : { ...answers, same: await same(each) };
  }, query);
}
