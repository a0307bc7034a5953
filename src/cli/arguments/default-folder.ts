import { stat } from 'node:fs/promises';
import path from 'node:path';
import { findSettings } from '../../disk/settings.ts';

/** The folder of an archive unless one is named. */
export const USUAL_FOLDER = 'postmortems';

/**
 * The folder of the archive where none is named: `postmortems`, if there is one, else the nearest folder from here upwards
 * that has an archive.yml, as a path from here. Where there is neither, `postmortems` too, of which is said that it is missing.
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
