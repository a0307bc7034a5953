import { openRenderer } from '../../src/site/renderer.ts';

/** Compiles the pages once, before tests run commands that would each compile them. */
export default async function setup(): Promise<void> {
  await openRenderer(() => undefined);
}
