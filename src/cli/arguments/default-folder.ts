import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../disk/failure.ts';
import { findSettings } from '../../disk/settings.ts';

/** The default folder of an archive. */
export const USUAL_FOLDER = 'postmortems';

/**
 * Returns the archive folder for commands without one: `postmortems` if it exists, otherwise the current folder or its
 * nearest parent with an archive.yml, as a relative path. Throws `Failure` if there is neither.
 */
export async function defaultFolder(): Promise<string> {
  if (await isFolder(USUAL_FOLDER)) return USUAL_FOLDER;
  const settings = await findSettings('.');
  if (settings === undefined)
    throw new Failure('there is no archive here; pass its folder, or create one with `nevertwice init`');
  return path.dirname(settings);
}

async function isFolder(name: string): Promise<boolean> {
  return stat(name).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
