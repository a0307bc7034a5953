import { statSync } from 'node:fs';
import { documentSettings } from '../archive/settings.ts';
import { jsonText } from '../diagnostics/json-text.ts';
import { loadSettings } from '../disk/settings.ts';
import { frontmatterJsonSchema } from '../postmortem/frontmatter/json-schema.ts';
import { print, reportText } from './print.ts';

/**
 * Prints the JSON Schema of the frontmatter with the vocabulary of a folder's archive.yml, or the default vocabulary if
 * no folder is named and the default folder does not exist. Returns the exit status: 0 success, 1 invalid archive.yml,
 * 2 no such folder.
 */
export async function schema(folder?: string): Promise<number> {
  if (folder !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return print.problem(`there is no folder ${folder}`);
  }
  const { settings, diagnostics, file, text } = await loadSettings(folder ?? 'postmortems');
  if (!settings) {
    print.error(reportText({ report: { files: 0, diagnostics }, sources: new Map([[file, text]]) }));
    return 1;
  }
  print.result(jsonText(frontmatterJsonSchema(documentSettings(settings), settings.fields)));
  return 0;
}
