import path from 'node:path';
import { documentSettings } from '../../archive/settings.ts';
import { readFrontmatters } from '../../build/frontmatters.ts';
import { NO_CACHE } from '../../disk/cache.ts';
import { findDocuments } from '../../disk/read.ts';
import type { LoadedSettings } from '../../disk/settings.ts';

/**
 * Returns the ids in use and where they are used: `file`, or `file:line:column` of an alias. Ids are in lowercase, as they
 * may not differ only in case. Includes files that `exclude` skips, as they exist. Throws `MissingFolderError` if the
 * folder cannot be read.
 */
export async function takenIds(folder: string, { valid, refused }: LoadedSettings): Promise<Map<string, string>> {
  const files = await findDocuments(folder);
  const settings = documentSettings(valid, refused);
  const { documents } = await readFrontmatters(folder, files, settings, new Map(), { cache: NO_CACHE });
  const aliases = documents.flatMap(({ file, valid, placeOf }) =>
    (valid.aliases ?? []).map((alias, index): [string, string] => {
      const { line, column } = placeOf(['aliases', index]);
      return [alias.toLowerCase(), `${file}:${line}:${column}`];
    }),
  );
  return new Map([...aliases, ...files.map((file): [string, string] => [nameOf(file), file])]);
}

function nameOf(file: string): string {
  return path.basename(file, '.md').toLowerCase();
}
