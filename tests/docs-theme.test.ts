import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseSettings } from '../src/archive/settings.ts';
import { readStyleSheet } from '../src/disk/assets/style-sheet.ts';
import { ROOT } from './tools/cli.ts';

const text = readFileSync(path.join(ROOT, 'docs/theme.md'), 'utf8');

const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) => block);

test('docs/theme.md has valid examples, and one with every key', () => {
  const found = blocks('yaml').map((block) => parseSettings(block, 'archive.yml'));
  expect(found.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  const keys = [...text.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, key]) => key);
  expect(Object.keys(found[0]?.settings?.theme ?? {}).sort()).toEqual(keys.sort());
  expect(keys).toHaveLength(6);
  for (const block of blocks('css')) {
    const { addresses, problems } = readStyleSheet(block);
    expect([addresses.map(({ url }) => url), problems]).toEqual([['our-sans.woff2'], []]);
  }
});

test('docs/theme.md lists every token', () => {
  const css = readFileSync(path.join(ROOT, 'src/site/styles/tokens.css'), 'utf8');
  const tokens = new Set([...css.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name));
  const listed = text
    .split('### Tokens')[1]
    ?.matchAll(/`(--[\w-]+)`/g)
    .map(([, name]) => name);
  expect([...(listed ?? [])].sort()).toEqual([...tokens].sort());
});
