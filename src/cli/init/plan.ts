import { constants, existsSync } from 'node:fs';
import { access, mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { write, writeNew } from '../../disk/write.ts';

/** A file to be written. */
export interface Planned {
  /** Absolute path. */
  file: string;
  text: string;
  /** Its text before; absent where there is no such file yet. */
  former?: string;
  /** What is added to it, in words; absent where there is no such file yet. */
  added?: string;
}

/** The text of a file; `undefined` where there is none. Throws the system's error where it cannot be read. */
export async function textOf(file: string): Promise<string | undefined> {
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
}

/** What keeps files from being written, as a line for people; nothing is written to find out. */
export async function planProblem(planned: readonly Planned[]): Promise<string | undefined> {
  for (const { file, former } of planned) {
    const target = former === undefined ? nearestExisting(path.dirname(file)) : file;
    const shown = path.relative(process.cwd(), target) || '.';
    if (former === undefined && !(await stat(target)).isDirectory()) return `${shown} is a file, not a folder`;
    const isAllowed = await access(target, constants.W_OK).then(
      () => true,
      () => false,
    );
    if (!isAllowed) return `${shown} may not be written to; change its permissions`;
  }
  return undefined;
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
}

/** Writes files, all of them or none: after an error, which is thrown, everything is as before. */
export async function writePlan(planned: readonly Planned[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { file, text, former } of planned) {
      const made = await mkdir(path.dirname(file), { recursive: true });
      if (made !== undefined) undo.push(() => rm(made, { recursive: true, force: true }));
      if (former !== undefined) undo.push(() => write(file, former));
      await (former === undefined ? writeNew(file, text) : write(file, text));
      if (former === undefined) undo.push(() => rm(file, { force: true }));
    }
  } catch (error) {
    // What cannot be undone, such as on a disk that has gone, is no better told than the error itself.
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw error;
  }
}
