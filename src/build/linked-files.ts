import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isPublished } from '../disk/assets/asset-kinds.ts';
import { type Asset, addressAsset } from '../disk/assets/assets.ts';
import { inspectAsset, type Refusal } from '../disk/assets/inspect-asset.ts';
import { ABSENT, codeOf, DENIED, isInside } from '../disk/read.ts';

/** The files of an archive that documents link to. Each is inspected once, however many documents link to it. */
export interface LinkedFiles {
  /** Returns why a file cannot be linked, `undefined` if it can; `target` is its path within the archive. */
  find(target: string): Promise<Refusal | undefined>;
  /** Reads a file that `find` accepts. `asset` is present if the site is built. */
  read(target: string): Promise<Refusal | { asset?: Asset }>;
}

const COPY = 'Replace the link by a copy that readers may see.';

/** Creates the reader of linked files for a folder. Their content is only hashed if they are `published`. */
export function linkedFiles(folder: string, published: boolean): LinkedFiles {
  return {
    find: once((target) => orRefusal(() => find(path.join(folder, target), folder))),
    // Absolute, as the file is read again when the site is written, possibly from another working directory.
    read: once((target) => orRefusal(() => read(path.resolve(folder, target), target, published))),
  };
}

async function find(file: string, folder: string): Promise<Refusal | undefined> {
  const stats = await stat(file);
  if (stats.isDirectory()) return { problem: 'is a folder' };
  if (!stats.isFile()) return { problem: 'is a pipe or a device' };
  if (!(await isInside(file, folder))) return { problem: 'leads outside the archive' };
  // A link with another extension would publish a document regardless of its audience.
  const isOther = isPublished(file) && !isPublished(await realpath(file));
  return isOther ? { problem: 'is a link to a file of a kind that is not published', help: COPY } : undefined;
}

async function read(file: string, target: string, published: boolean): Promise<Refusal | { asset?: Asset }> {
  const inspected = await inspectAsset(file);
  if ('problem' in inspected) return inspected;
  return published ? { asset: await addressAsset(file, target, inspected) } : {};
}

async function orRefusal<Data>(work: () => Promise<Data>): Promise<Data | Refusal> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (ABSENT.includes(code)) return { problem: 'does not exist' };
    if (DENIED.includes(code)) return { problem: 'has no read permission', help: 'Change its permissions.' };
    throw error;
  }
}

function once<Data>(work: (key: string) => Promise<Data>): (key: string) => Promise<Data> {
  const done = new Map<string, Promise<Data>>();
  return (key) => {
    const data = done.get(key) ?? work(key);
    done.set(key, data);
    return data;
  };
}
