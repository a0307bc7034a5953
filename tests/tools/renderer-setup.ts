import { openRenderer } from '../../src/site/renderer.ts';

/** Compiles the pages once, before tests start commands that would. */
export default async function setup(): Promise<void> {
  await openRenderer(() => undefined);
}
