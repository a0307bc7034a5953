import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSettings } from '../../src/archive/settings.ts';
import { linkedFiles } from '../../src/build/linked-files.ts';
import { resolveReferences } from '../../src/build/references.ts';
import { START } from '../../src/diagnostics/diagnostic.ts';
import { nearestAmong } from '../../src/diagnostics/nearest.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-references-'));
  mkdirSync(path.join(folder, 'logs'));
  for (const name of ['a.md', 'logs/b.txt', 'page.html', 'secret.txt']) writeFileSync(path.join(folder, name), 'text');
  writeFileSync(path.join(folder, 'text.png'), 'no image');
  writeFileSync(path.join(folder, 'open.svg'), '<svg xmlns="http://www.w3.org/2000/svg">');
  for (const name of ['long.log', 'long.gif', 'long.svg']) {
    // A sparse file: no disk space, but 3 GiB when read.
    writeFileSync(path.join(folder, name), '');
    truncateSync(path.join(folder, name), 3 * 1024 ** 3);
  }
  symlinkSync('loop.txt', path.join(folder, 'loop.txt'));
  symlinkSync('a.md', path.join(folder, 'link.txt'));
  symlinkSync('a.md', path.join(folder, 'link.png'));
  symlinkSync('../page.html', path.join(folder, 'logs/page.txt.log'));
  symlinkSync('logs/b.txt', path.join(folder, 'link.log'));
  symlinkSync('..', path.join(folder, 'up'));
  chmodSync(folder, 0o755);
  chmodSync(path.join(folder, 'secret.txt'), 0);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns what is reported for a link in `a.md`, or for an image if the address ends like one. */
async function problemOf(url: string) {
  const documents = new Map([['a.md', { id: 'a', frontmatter: {}, shown: true }]]);
  const kind = url.endsWith('.png') ? ('image' as const) : ('link' as const);
  const document = { file: path.join(folder, 'a.md'), path: 'a.md', valid: {}, placeOf: () => START };
  const nearest = nearestAmong([...documents.keys()]);
  const files = linkedFiles(folder, true);
  const context = { files, address: { base: '/' }, documents, settings: defaultSettings(), nearest };
  const { diagnostics } = await resolveReferences(document, [{ url, kind, alt: '', text: '' }], context);
  return diagnostics.map(({ rule, message, help }) => [rule, message, help]);
}

/** Runs a test that is impossible as root, who may read everything. */
async function asNobody<Data>(work: () => Promise<Data>): Promise<Data> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

const LONG = `${'a'.repeat(300)}.png`;
const CORRECT = 'Correct the path, or add the file.';

describe('resolveReferences', () => {
  test.each<[string, string, string]>([
    ['nowhere.txt', '`nowhere.txt` does not exist', CORRECT],
    ['a.md/b.txt', '`a.md/b.txt` does not exist', CORRECT],
    ['loop.txt', '`loop.txt` does not exist', CORRECT],
    ['logs', '`logs` is a folder', CORRECT],
    ['b.md', '`b.md` does not exist', 'Did you mean `a.md`?'],
    ['up/b.txt', '`up/b.txt` does not exist', CORRECT],
    [LONG, `\`${'a'.repeat(59)}…\` does not exist`, CORRECT],
    ['text.png', '`text.png` cannot be read as an image', 'Save it again as png, jpg or svg.'],
    [
      'open.svg',
      '`open.svg` cannot be read as SVG: unclosed root tag (line 1, column 40)',
      'Save it again as SVG, or as png.',
    ],
    ['long.log', '`long.log` is 3,221.3 MB, expected up to 100 MB', 'Shorten it, or link to its location.'],
    ['long.gif', '`long.gif` is 3,221.3 MB, expected up to 25 MB', 'Resize or crop it.'],
    ['long.svg', '`long.svg` is 3,221.3 MB, expected up to 1 MB', 'Simplify it, or save it as png.'],
    ['secret.txt', '`secret.txt` has no read permission', 'Change its permissions.'],
  ])('reports %s', async (url, message, help) => {
    expect(await asNobody(() => problemOf(url))).toEqual([['broken-link', message, help]]);
  });

  test.each(['link.txt', 'link.png', 'logs/page.txt.log'])(
    'reports %s, which leads to what is not published',
    async (url) => {
      const problem = `\`${url}\` is a link to a file of a kind that is not published`;
      expect(await problemOf(url)).toEqual([
        ['broken-link', problem, 'Replace the link by a copy that readers may see.'],
      ]);
    },
  );

  test.each(['a.md', 'logs/b.txt', 'link.log'])('reports nothing for %s', async (url) =>
    expect(await problemOf(url)).toEqual([]),
  );
});
