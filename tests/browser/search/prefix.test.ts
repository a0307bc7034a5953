import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browsing } from '../../tools/browser/browse.ts';
import { results, state } from '../../tools/browser/search-page.ts';
import { type Served, serve } from '../../tools/sites/serve.ts';
import { build } from '../../tools/sites/site-setup.ts';

const inPage = browsing();

let folder: string;
let site: Served;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-prefix-'));
  const archive = path.join(folder, 'archive');
  mkdirSync(archive);
  // Each document has about as many words as two files of the index.
  for (const [id, letter] of [
    ['2024-01-02-first', 'b'],
    ['2024-02-03-second', 'k'],
    ['2024-03-04-third', 'x'],
  ]) {
    const words = Array.from({ length: 1800 }, (_, at) => `quart${letter}${at.toString(36)}`).join(' ');
    writeFileSync(
      path.join(archive, `${id}.md`),
      `---\ntitle: Incident\nstarted: 2024-01-02\nduration: unknown\nimpact: unknown\ncause: network\n---\n${words}\n`,
    );
  }
  await build({ archive, folder: path.join(folder, 'site') });
  site = await serve(path.join(folder, 'site'), '/');
});
afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true });
});

test('the beginning of a word finds documents whose words are in different files of the index', async () => {
  await inPage({}, async (page) => {
    await page.goto(`${site.url}search/?q=quart`);
    await expect.poll(() => state(page)).toBe('done');
    const all = ['2024-01-02-first', '2024-02-03-second', '2024-03-04-third'];
    expect((await results(page)).toSorted()).toEqual(all);
  });
});
