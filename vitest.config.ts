import { defineConfig } from 'vitest/config';

const BUILT = ['tests/site/**/*.test.ts', 'tests/browser/**/*.test.ts'];

export default defineConfig({
  test: {
    // Most of the time a test waits for a browser or for a process that it has started: no core is kept free.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: BUILT,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'site',
          include: ['tests/site/**/*.test.ts'],
          globalSetup: ['tests/tools/site-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/tools/site-setup.ts', 'tests/tools/browser-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A busy machine may take longer than a second to show something.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
