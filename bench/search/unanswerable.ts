import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';
import type { Closeness } from '../../src/search/closeness.ts';
import type { BenchQuery } from './query.ts';

/** What the search says of the queries of one kind. */
export interface Judged {
  kind: string;
  /** For each query, how close its results are said to be. */
  answers: Closeness[];
  /** Number of queries that are corrected. */
  corrected: number;
}

/** Asks how close the results are, of queries that an archive answers and of errors that it does not have. */
export async function judgeAll(page: Page, queries: readonly BenchQuery[]): Promise<Judged[]> {
  const { errors, logs } = readUnanswerable();
  const kinds = new Map<string, string[]>([
    ['an error that no incident has', errors],
    ['a log of which no incident has a line', logs],
  ]);
  for (const { kind, text, filters } of queries) {
    if (!filters) kinds.set(kind, [...(kinds.get(kind) ?? []), text]);
  }
  const judged: Judged[] = [];
  for (const [kind, texts] of kinds) {
    const each = await page.evaluate((all) => Promise.all(all.map((text) => client.judge(text))), texts);
    judged.push({
      kind,
      answers: each.map(({ closeness }) => closeness),
      corrected: each.filter(({ isCorrected }) => isCorrected).length,
    });
  }
  return judged;
}

function readUnanswerable(): Record<'errors' | 'logs', string[]> {
  return parse(readFileSync(path.join(import.meta.dirname, 'unanswerable.yml'), 'utf8'));
}
