import { openRenderer } from '../../src/site/renderer.ts';

/** Compiles the pages before any test starts a command that would. */
export default async function setup(): Promise<void> {
  await openRenderer(() => undefined);
}
