import { existsSync } from 'node:fs';
import path from 'node:path';
import { watch } from 'chokidar';
import { BUILD_LIST, STAGING } from '../disk/built-site.ts';
import { findSettings, loadSettings } from '../disk/settings.ts';

/** Follows the changes of an archive. */
export interface ArchiveWatcher {
  /** Calls `onChange` as after a change. */
  trigger(): void;
  close(): Promise<void>;
}

/**
 * Calls `onChange` after each change of an archive's files, one call at a time; changes during a call cause one more call.
 * If it rejects, such as while the folder is missing, calls `onError` and continues. Ignores hidden folders, node_modules
 * and built sites.
 */
export async function watchArchive(
  folder: string,
  onChange: () => Promise<void>,
  onError: (error: Error) => void,
): Promise<ArchiveWatcher> {
  const root = path.resolve(folder);
  const outside = await filesOutside(root);
  const isIgnored = (file: string) =>
    isIgnoredPath(path.relative(root, file)) || (file !== root && existsSync(path.join(file, BUILD_LIST)));
  const watcher = watch([root, ...outside], { ignoreInitial: true, ignored: isIgnored });
  let isWaiting = false;
  let working = Promise.resolve();
  const trigger = () => {
    if (isWaiting) return;
    isWaiting = true;
    working = working
      .then(() => {
        isWaiting = false;
        return onChange();
      })
      // archive.yml may name other files now.
      .then(async () => {
        watcher.add(await filesOutside(root));
      })
      .catch(onError);
  };
  watcher.on('all', trigger);
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return { trigger, close: () => watcher.close() };
}

/** Returns the files of an archive that may be in a parent folder: archive.yml, and the files of its theme. */
async function filesOutside(root: string): Promise<string[]> {
  const settings = await findSettings(root);
  if (!settings) return [];
  const { logo, css, home } = (await loadSettings(root)).valid.theme;
  const files = [logo, ...css, home].flatMap((file) => (file === undefined ? [] : path.join(settings, '..', file)));
  return [settings, ...files].filter((file) => path.relative(root, file).startsWith('..'));
}

function isIgnoredPath(relative: string): boolean {
  return relative.split(path.sep).some((name) => name === 'node_modules' || STAGING.test(name) || /^\.[^.]/.test(name));
}
