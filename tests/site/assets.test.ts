import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeSingleArchive } from '../tools/archives/archives.ts';
import { AS_OF, nevertwice } from '../tools/cli.ts';

let temporary: string;
beforeAll(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 'nevertwice-assets-site-'));
});
afterAll(() => rmSync(temporary, { recursive: true }));

test('a linked file that never stays the same ends the build with its name, and nothing is written', async () => {
  const [archive, out] = [path.join(temporary, 'archive'), path.join(temporary, 'out')];
  writeSingleArchive(archive);
  writeFileSync(path.join(archive, 'growing.md'), DOCUMENT);
  const log = path.join(archive, 'growing.log');
  writeFileSync(log, '');
  // A program of its own, as a log has: it goes on while the build reads, renders and writes.
  const writer = spawn('sh', ['-c', 'while sleep 0.01; do echo line >> "$0"; done', log]);
  try {
    const { status, stderr } = await nevertwice(['build', archive, '--out', out, '--as-of', AS_OF]);
    expect(status).toBe(2);
    expect(stderr).toContain(`nevertwice: ${log} was changed or removed during the command`);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(out)).toBe(false);
  } finally {
    writer.kill();
  }
});

const DOCUMENT = `---
title: Something grows
started: 2024-01-02
duration: unknown
impact: unknown
cause: unknown
---
See [the log](growing.log).
`;
