import path from 'node:path';
import { type Diagnostic, START } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/rules.ts';
import { readSource } from '../disk/read.ts';
import type { ParsedFrontmatter } from '../postmortem/body/parse.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { incompleteFrontmatter } from '../postmortem/frontmatter/incomplete.ts';
import { parseFrontmatter } from '../postmortem/frontmatter/parse.ts';
import { invalidId } from '../postmortem/rules/invalid-id.ts';
import { faultOf } from './fault.ts';

/**
 * Reads the frontmatter of documents and puts their source texts into `texts`, by file. With `incomplete`, documents
 * with errors keep their valid keys.
 */
export async function readFrontmatters(
  folder: string,
  files: readonly string[],
  settings: DocumentSettings,
  texts: Map<string, string>,
  incomplete = false,
): Promise<{ documents: ParsedFrontmatter[]; diagnostics: Diagnostic[] }> {
  const documents: ParsedFrontmatter[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const read = await readSource(file, folder);
    if ('diagnostic' in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    texts.set(file, read.text);
    const id = path.basename(file, '.md');
    const identity = { id, file, path: path.relative(folder, file).split(path.sep).join('/') };
    let opening = START;
    try {
      const document = parseFrontmatter(read.text, identity, settings);
      opening = document.split.opening;
      const { frontmatter = incomplete && settings.asOf ? incompleteFrontmatter(document, settings.asOf) : undefined } =
        document;
      documents.push({ ...document, ...(frontmatter && { frontmatter }) });
      for (const found of document.diagnostics) diagnostics.push(found);
    } catch (error) {
      diagnostics.push(diagnose(file, faultOf(error as Error)));
    }
    for (const finding of invalidId(id, opening)) diagnostics.push(diagnose(file, finding));
  }
  return { documents, diagnostics };
}
