import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findFiles } from '../../src/disk/read.ts';
import { type Expectation, readExpectations } from './expectations.ts';

/** A document with what a person reads in it. */
export interface BenchDocument {
  file: string;
  bytes: Uint8Array;
  expected: Expectation;
}

const EXPECTED = new URL('expected/', import.meta.url);

/** The folder of the documents that were written for the measurement. */
export const OWN = path.join(import.meta.dirname, 'documents');

/** Finds the documents that a file of `expected` is about, by their names, in folders at any depth. */
export async function findDocuments(
  name: string,
  folders: readonly string[],
): Promise<{ documents: BenchDocument[]; missing: string[]; changed: string[] }> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const file of await findFiles(folder, () => true)) files.set(path.basename(file), file);
  }
  const found = { documents: [] as BenchDocument[], missing: [] as string[], changed: [] as string[] };
  for (const expected of readExpectations(new URL(`${name}.yml`, EXPECTED))) {
    const file = files.get(expected.file);
    if (file === undefined) {
      found.missing.push(expected.file);
      continue;
    }
    const bytes = await readFile(file);
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    if (hash === expected.hash) found.documents.push({ file, bytes, expected });
    else found.changed.push(`${expected.file} has the hash ${hash}`);
  }
  return found;
}
