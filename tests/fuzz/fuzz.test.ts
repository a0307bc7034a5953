import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FUZZES } from './properties.ts';

// Always the same inputs, so that a failure is due to the current change. `npm run fuzz` tries others for any length of time.
const SEED = 20_240_415;

test.each(FUZZES)('$name satisfy their properties', async ({ property, runs }) => {
  const details = await fc.check(property, { seed: SEED, numRuns: runs });
  expect(details.failed, `${fc.defaultReportMessage(details)}\n${String(details.errorInstance)}`).toBe(false);
  expect(details.numRuns).toBe(runs);
});
