import { documentSettings } from '../archive/settings.ts';
import { loadSettings } from '../disk/settings.ts';
import { frontmatterJsonSchema } from '../postmortem/json-schema.ts';
import { print, reportText } from './print.ts';

/**
 * Prints the JSON Schema of the frontmatter with the vocabulary of a folder's archive.yml, or of the default one where
 * the folder is not there. Returns the exit status: 0 fine, 1 archive.yml is not valid.
 */
export async function schema(folder: string): Promise<number> {
  const { settings, diagnostics, file, text } = await loadSettings(folder);
  if (!settings) {
    print.error(reportText({ report: { files: 0, diagnostics }, sources: new Map([[file, text]]) }));
    return 1;
  }
  print.line(JSON.stringify(frontmatterJsonSchema(documentSettings(settings)), null, 2));
  return 0;
}
