/** Help text for the folder of an archive. */
export const folderHelp =
  'folder of the archive (default: postmortems, or the nearest parent folder with an archive.yml)';

/** Returns the given folder, or `defaultFolder`, which is only imported when needed. */
export async function orDefault(named?: string): Promise<string> {
  return named ?? (await import('./default-folder.ts')).defaultFolder();
}
