import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../disk/failure.ts';
import { findSettings } from '../../disk/settings.ts';

/** The folder of an archive unless one is named. */
export const USUAL_FOLDER = 'postmortems';

/**
 * The folder of the archive where none is named: `postmortems`, if there is one, else the nearest folder from here upwards
 * that has an archive.yml, as a path from here. Throws `Failure` where there is neither.
 */
export async function defaultFolder(): Promise<string> {
  if (await isFolder(USUAL_FOLDER)) return USUAL_FOLDER;
  const settings = await findSettings('.');
  if (settings === undefined)
    throw new Failure('there is no archive here; name its folder, or make one with `nevertwice init`');
  return path.dirname(settings);
}

async function isFolder(name: string): Promise<boolean> {
  return stat(name).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
