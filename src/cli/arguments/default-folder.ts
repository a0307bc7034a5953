import { stat } from 'node:fs/promises';
import path from 'node:path';
import { findSettings } from '../../disk/settings.ts';

/** The default folder of an archive. */
export const USUAL_FOLDER = 'postmortems';

/**
 * Returns the archive folder for commands without one: `postmortems` if it exists, otherwise the current folder or its
 * nearest parent with an archive.yml, as a relative path. Returns `postmortems` if there is neither, so that the error
 * message names it.
 */
export async function defaultFolder(): Promise<string> {
  if (await isFolder(USUAL_FOLDER)) return USUAL_FOLDER;
  const settings = await findSettings('.');
  return settings === undefined ? USUAL_FOLDER : path.dirname(settings);
}

async function isFolder(name: string): Promise<boolean> {
  return stat(name).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
