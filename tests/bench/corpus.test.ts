import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { incidentAt, textOf, writeCorpus } from '../../bench/corpus.ts';
import { mustRun } from '../tools/cli.ts';

test('the made-up archive is the same for the same seed, another for another', () => {
  const texts = (seed: number) => Array.from({ length: 30 }, (_, index) => textOf(incidentAt(index, seed)));
  expect(texts(1)).toEqual(texts(1));
  expect(texts(2)).not.toEqual(texts(1));
  expect(new Set(texts(1)).size).toBe(30);
});

test('the made-up archive has repetitions and nothing to complain of', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-corpus-'));
  try {
    writeCorpus(folder, 300);
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.md'))).toHaveLength(300);
    expect(Array.from({ length: 300 }, (_, index) => incidentAt(index).repeats).filter(Boolean).length).toBeGreaterThan(
      5,
    );
    await mustRun(['check', folder, '--max-warnings', '0', '--as-of', '2026-01-01']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
