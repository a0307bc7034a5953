import path from 'node:path';
import { watch } from 'chokidar';
import { findSettings } from '../disk/settings.ts';

/**
 * Calls `onChange` after every change of an archive's files, one call at a time: changes during a call are followed by one
 * more. Hidden folders and node_modules do not count.
 */
export async function watchArchive(folder: string, onChange: () => Promise<void>): Promise<{ close(): Promise<void> }> {
  const root = path.resolve(folder);
  // It may lie above the folder.
  const settings = await findSettings(root);
  const isIgnored = (file: string) =>
    path
      .relative(root, file)
      .split(path.sep)
      .some((name) => name === 'node_modules' || /^\.[^.]/.test(name));
  const watcher = watch([root, ...(settings ? [settings] : [])], { ignoreInitial: true, ignored: isIgnored });
  let isWaiting = false;
  let working = Promise.resolve();
  watcher.on('all', () => {
    if (isWaiting) return;
    isWaiting = true;
    working = working.then(() => {
      isWaiting = false;
      return onChange();
    });
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return watcher;
}
