import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseSettings } from '../archive/settings.ts';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { countOf, formatJson, formatPretty, type Report } from '../diagnostics/report.ts';
import { findDocuments, readSource } from '../disk/read.ts';
import { splitFrontmatter } from '../postmortem/frontmatter.ts';
import { validateFrontmatter } from '../postmortem/validate.ts';

export interface CheckOptions {
  format: 'pretty' | 'json';
  maxWarnings?: number | undefined;
}

/** Checks every document of a folder and prints the report. Returns the exit status: 0 fine, 1 errors, 2 unreadable. */
export async function check(folder: string, options: CheckOptions): Promise<number> {
  const report = await checkFolder(folder);
  if (!report) {
    process.stderr.write(`nevertwice: there is no readable folder ${folder}\n`);
    return 2;
  }
  const colour = process.stdout.isTTY && !process.env.NO_COLOR;
  process.stdout.write(options.format === 'json' ? formatJson(report) : formatPretty(report, colour));
  const tooMany = countOf(report, 'warning') > (options.maxWarnings ?? Number.POSITIVE_INFINITY);
  return countOf(report, 'error') > 0 || tooMany ? 1 : 0;
}

async function checkFolder(folder: string): Promise<Report | undefined> {
  const documents = await findDocuments(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EACCES') return undefined;
    throw error;
  });
  if (!documents) return undefined;
  const { settings, diagnostics } = await readSettings(path.join(folder, 'archive.yml'));
  if (settings) {
    const fields = Object.fromEntries(Object.entries(settings.fields).map(([key, { type }]) => [key, type]));
    const vocabulary = { ...settings, causes: settings.causes.map(({ id }) => id), fields };
    for (const file of documents) {
      const source = await readSource(file);
      if ('diagnostic' in source) diagnostics.push(source.diagnostic);
      else diagnostics.push(...validateFrontmatter(splitFrontmatter(source.text, file), file, vocabulary).diagnostics);
    }
  }
  return { files: documents.length, diagnostics: diagnostics.toSorted(compareDiagnostics) satisfies Diagnostic[] };
}

async function readSettings(file: string) {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return parseSettings(text, file);
}
