import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchArchive } from '../../src/build/watch.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-watch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('follows archive.yml and the files of its theme above the folder', async () => {
  const inner = path.join(folder, 'incidents');
  mkdirSync(inner);
  writeFileSync(path.join(folder, 'site.css'), '');
  writeFileSync(path.join(folder, 'home.md'), '');
  writeFileSync(path.join(folder, 'archive.yml'), 'theme: { css: [site.css] }\n');
  const onChange = vi.fn(async () => undefined);
  const watcher = await watchArchive(inner, onChange, (error) => expect.unreachable(error.message));
  const changes = async (file: string, text: string) => {
    const before = onChange.mock.calls.length;
    writeFileSync(path.join(folder, file), text);
    await vi.waitFor(() => expect(onChange.mock.calls.length).toBeGreaterThan(before), { timeout: 60_000 });
  };
  try {
    await changes('site.css', '.a {}');
    await changes('archive.yml', 'theme: { home: home.md }\n');
    // Watched once the change of archive.yml is handled, of which another event may follow.
    const before = onChange.mock.calls.length;
    const editAndSee = () => {
      writeFileSync(path.join(folder, 'home.md'), new Date().toISOString());
      expect(onChange.mock.calls.length).toBeGreaterThan(before + 2);
    };
    await vi.waitFor(editAndSee, { timeout: 60_000, interval: 500 });
  } finally {
    await watcher.close();
  }
});

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
