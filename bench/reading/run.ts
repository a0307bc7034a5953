/**
 * Measures what `import` finds in documents, and what is read in them in place: `npm run bench:reading -- FOLDER…`. Compares it with
 * `expected/*.yml`, of which the documents of `documents.yml` are here; those of the others are searched in the folders, by name.
 * `--misses` lists what is not as expected.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { countOf } from '../../src/diagnostics/count.ts';
import { type Compared, compare } from './compare.ts';
import { type BenchDocument, findDocuments, OWN } from './find-documents.ts';
import { type Reading, readImported, readInPlace } from './read-document.ts';
import { missText, table } from './tables.ts';

const SETS = ['documents', 'seeds', 'dfds'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: 'boolean', default: false } },
});

const absent = positionals.find((folder) => !existsSync(folder));
if (absent !== undefined) {
  process.stderr.write(`${absent} does not exist\n`);
  process.exit(2);
}
const documents: BenchDocument[] = [];
for (const set of SETS) {
  const found = await findDocuments(set, [OWN, ...positionals]);
  documents.push(...found.documents);
  for (const text of found.changed)
    print(`Not measured, because it has changed since it was read by a person: ${text}.`);
  if (found.missing.length > 0) {
    print(
      `Not measured: ${countOf(found.missing.length, 'document')} of expected/${set}.yml, such as “${found.missing[0]}”. Name the folder that has them: npm run bench:reading -- FOLDER`,
    );
  }
}
await measure('Import', readImported, false);
await measure('In place', readInPlace, true);

async function measure(
  name: string,
  read: (document: BenchDocument) => Promise<Reading | undefined>,
  isInPlace: boolean,
): Promise<void> {
  const compared: Compared[] = [];
  const problems: string[] = [];
  const misses: string[] = [];
  for (const document of documents) {
    const reading = await read(document);
    if (!reading) continue;
    const { expected } = document;
    const each = compare(expected, reading, isInPlace);
    compared.push(each);
    misses.push(...missText(expected.file, each));
    problems.push(...reading.problems.map((problem) => `${expected.file}: ${problem}`));
    if (reading.saysNoActions && expected.actions.length > 0)
      problems.push(`${expected.file}: says that nothing was promised`);
  }
  print(`\n### ${name}, ${countOf(compared.length, 'document')}\n\n${table(compared)}`);
  if (problems.length > 0) print(`\n${countOf(problems.length, 'problem')}:\n${problems.join('\n')}`);
  if (values.misses && misses.length > 0) print(`\nNot as expected:\n${misses.join('\n')}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
