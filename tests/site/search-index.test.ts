import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeSearchIndex } from '../../src/build/search/search-index.ts';
import { archiveOf } from '../tools/archives/postmortems.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-index-'));
});
afterAll(() => rmSync(root, { recursive: true }));

// As on a full disk: what is in the way is the system's own error, not the end of Pagefind with a stack trace.
test('an index that cannot be written says which file is in the way', async () => {
  const file = path.join(root, 'file');
  writeFileSync(file, '');
  const source = { archive: archiveOf({ a: {} }), rendered: new Map() };
  await expect(writeSearchIndex(source, path.join(file, 'index'))).rejects.toMatchObject({
    code: 'ENOTDIR',
    path: expect.stringContaining(file),
  });
});
