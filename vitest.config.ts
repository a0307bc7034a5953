import { defineConfig } from 'vitest/config';

// On a busy machine, the commands that tests run would print their progress between what is tested.
process.env.NEVERTWICE_PROGRESS = 'off';

/**
 * Milliseconds after which something hangs. What a test waits for takes a second or a few; on a machine that has other things to do it
 * may take a hundred times as long, and that is no fault.
 */
const PATIENCE = { testTimeout: 300_000, hookTimeout: 300_000 };
/** The same for what a page is to show. */
const POLL_TIMEOUT = 120_000;

const BUILT = ['tests/site/*.test.ts', 'tests/browser/**/*.test.ts'];

export default defineConfig({
  test: {
    // Most of the time a test waits for a browser or for a process that it has started: no core is kept free.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup: ['tests/tools/renderer-setup.ts'],
          include: ['tests/**/*.test.ts'],
          exclude: BUILT,
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'site',
          include: ['tests/site/*.test.ts'],
          globalSetup: ['tests/tools/sites/site-setup.ts'],
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/tools/sites/site-setup.ts', 'tests/tools/browser/browser-setup.ts'],
          ...PATIENCE,
          expect: { poll: { timeout: POLL_TIMEOUT } },
        },
      },
    ],
  },
});
