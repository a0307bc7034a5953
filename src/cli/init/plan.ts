import { constants, existsSync } from 'node:fs';
import { access, mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { write, writeNew } from '../../disk/write.ts';

/** A file to write. */
export interface Planned {
  /** Absolute path. */
  file: string;
  text: string;
  /** Its current text; absent if the file does not exist yet. */
  former?: string;
  /** Describes what is added to it; absent if the file does not exist yet. */
  added?: string;
}

/** Returns the text of a file, or `undefined` if it does not exist. Throws the system's error if it cannot be read. */
export async function textOf(file: string): Promise<string | undefined> {
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
}

/** Describes in one line why files cannot be written, if so. Writes nothing. */
export async function planProblem(planned: readonly Planned[]): Promise<string | undefined> {
  for (const { file, former } of planned) {
    const target = former === undefined ? nearestExisting(path.dirname(file)) : file;
    const shown = path.relative(process.cwd(), target) || '.';
    if (former === undefined && !(await stat(target)).isDirectory()) return `${shown} is a file, not a folder`;
    const isAllowed = await access(target, constants.W_OK).then(
      () => true,
      () => false,
    );
    if (!isAllowed) return `${shown} is not writable; change its permissions`;
  }
  return undefined;
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
}

/** Writes all files or none: undoes everything after an error, and throws it. */
export async function writePlan(planned: readonly Planned[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { file, text, former } of planned) {
      const created = await mkdir(path.dirname(file), { recursive: true });
      if (created !== undefined) undo.push(() => rm(created, { recursive: true, force: true }));
      if (former !== undefined) undo.push(() => write(file, former));
      await (former === undefined ? writeNew(file, text) : write(file, text));
      if (former === undefined) undo.push(() => rm(file, { force: true }));
    }
  } catch (error) {
    // If undoing fails too, such as on a removed disk, the first error says more.
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw error;
  }
}
