import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FUZZES } from './properties.ts';

// The same inputs each time: a failure is of the change at hand. `npm run fuzz` tries others, for as long as wanted.
const SEED = 20_240_415;

test.each(FUZZES)('$name hold what is promised', async ({ property, runs }) => {
  const details = await fc.check(property, { seed: SEED, numRuns: runs });
  expect(details.failed, `${fc.defaultReportMessage(details)}\n${String(details.errorInstance)}`).toBe(false);
  expect(details.numRuns).toBe(runs);
});
