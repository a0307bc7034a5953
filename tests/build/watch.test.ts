import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchArchive } from '../../src/build/watch.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-watch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('goes on after a change whose handling failed', async () => {
  const problems: string[] = [];
  const onChange = vi.fn().mockRejectedValueOnce(new Error('The disk reports an error'));
  const watcher = await watchArchive(folder, onChange, ({ message }) => problems.push(message));
  try {
    writeFileSync(path.join(folder, 'a.md'), '');
    await vi.waitFor(() => expect(problems).toEqual(['The disk reports an error']), { timeout: 60_000 });
    writeFileSync(path.join(folder, 'b.md'), '');
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2), { timeout: 60_000 });
  } finally {
    await watcher.close();
  }
});
