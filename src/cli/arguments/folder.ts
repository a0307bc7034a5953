/** What `--help` says of the folder of an archive. */
export const folderHelp =
  'folder of the archive (default: postmortems, else the nearest one upwards with an archive.yml)';

/** The folder that was named, else `defaultFolder`, which is loaded only where a command needs it. */
export async function orDefault(named?: string): Promise<string> {
  return named ?? (await import('./default-folder.ts')).defaultFolder();
}
