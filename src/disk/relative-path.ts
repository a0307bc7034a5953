import path from 'node:path';

/** Returns the path from a folder to a file with `/` on every operating system; empty if they are the same. */
export function relativePath(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}
