import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { incidentAt, textOf } from '../corpus.ts';
import { EXAMPLE_QUERIES } from './example-queries.ts';
import { plant } from './planted.ts';
import type { BenchQuery } from './query.ts';

/** An archive and its queries. */
export interface BenchArchive {
  name: string;
  folder: string;
  queries: readonly BenchQuery[];
  remove(): Promise<void>;
}

/** Returns the example archive of the project. */
export function exampleArchive(): BenchArchive {
  const folder = path.resolve(import.meta.dirname, '../../postmortems');
  return { name: 'The example archive', folder, queries: EXAMPLE_QUERIES, remove: async () => undefined };
}

/** Writes a generated archive with planted incidents, always the same for the same seed. */
export async function generatedArchive(count: number, seed: number): Promise<BenchArchive> {
  const made = Array.from({ length: count }, (_, index) => incidentAt(index, seed));
  const { files, queries } = plant(
    made.map((incident) => ({ name: `${incident.id}.md`, text: textOf(incident) })),
    seed,
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'nevertwice-planted-'));
  for (const { name, text } of files) {
    const target = path.join(folder, name.slice(0, 4), name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  const name = `${count.toLocaleString('en')} generated postmortems`;
  return { name, folder, queries, remove: () => rm(folder, { recursive: true }) };
}
