import { getSystemErrorMap } from 'node:util';

/** What the operating system refused. */
interface Refusal {
  /** Such as `ENOSPC`. */
  code: string;
  /** The system call, such as `open`; absent where a library reports the error. */
  syscall?: string | undefined;
  path?: string | undefined;
  /** Where something was to be moved or copied to. */
  dest?: string | undefined;
}

const FREE = 'Free some space, or name a folder on another disk.';
const PERMIT = 'Change the permissions, or name another folder.';
const AGAIN = 'If something removed it meanwhile, run the command again.';

/** Why, and what to do about it. */
const REASONS: Record<string, [why: string, remedy: string]> = {
  EACCES: ['its permissions do not allow it', PERMIT],
  EBUSY: ['it is in use, or a mount point', 'Name a folder in it, or another one.'],
  EDQUOT: ['the disk quota is used up', FREE],
  EEXIST: ['something of that name is there already', 'Move it elsewhere.'],
  EFBIG: ['the file would be larger than the system allows', 'Raise the limit, see `ulimit -f`.'],
  EIO: ['the disk reports an error', 'Check the disk, then run the command again.'],
  EISDIR: ['it is a folder, not a file', 'Move it elsewhere.'],
  ELOOP: ['links lead in a circle', 'Correct the link.'],
  EMFILE: ['too many files are open', 'Raise the limit, see `ulimit -n`.'],
  ENAMETOOLONG: ['the path is too long', 'Choose shorter names.'],
  ENFILE: ['too many files are open', 'Close other programs, then run the command again.'],
  ENOENT: ['it does not exist', AGAIN],
  ENOMEM: ['there is not enough memory', 'Close other programs, then run the command again.'],
  ENOSPC: ['the disk is full', FREE],
  ENOTDIR: ['a part of the path is a file, not a folder', 'Name another folder.'],
  EPERM: ['the system does not allow it', PERMIT],
  EROFS: ['the file system is read-only', 'Name a folder on another file system.'],
  EXDEV: ['that is on another file system', 'Name a folder that is no mount point and in no layer of an image.'],
};

const ACTIONS: Record<string, string> = {
  copyfile: 'copy',
  cp: 'copy',
  lstat: 'look at',
  mkdir: 'create the folder',
  mkdtemp: 'create a folder like',
  open: 'open',
  opendir: 'list',
  read: 'read',
  readlink: 'read the link',
  realpath: 'look at',
  rename: 'move',
  rm: 'remove',
  rmdir: 'remove',
  scandir: 'list',
  stat: 'look at',
  unlink: 'remove',
  utime: 'change the time of',
  write: 'write to',
};

/**
 * One line on an error of the operating system, such as a full disk, whichever library has wrapped it; `undefined` where
 * an error is of another kind. `path` is named where the error itself names none.
 */
export function systemProblem(error: unknown, path?: string): string | undefined {
  const refusal = refusalIn(error);
  if (!refusal) return undefined;
  const { code, syscall = '', dest } = refusal;
  if (syscall === 'uv_cwd') return 'the current folder does not exist any more; go to another one';
  const [known, remedy = 'Run the command again when that is mended.'] = REASONS[code] ?? [];
  const why = known ?? descriptionOf(code) ?? 'the system refused it';
  const action = syscall.startsWith('spawn') ? 'start' : (ACTIONS[syscall] ?? (syscall || 'use'));
  const what = [action, refusal.path ?? path, dest && `to ${dest}`];
  return `cannot ${what.filter(Boolean).join(' ')}: ${why} (${code}). ${remedy}`;
}

/** The first of an error and its causes that is the system's. */
function refusalIn(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  if (code !== undefined && syscall !== undefined && descriptionOf(code)) return { code, syscall, path, dest };
  const causes = [error.cause, ...(error instanceof AggregateError ? error.errors : [])];
  for (const cause of causes) {
    const found = refusalIn(cause);
    if (found) return found;
  }
  return nativeRefusal(error.message);
}

/** What libraries in Rust (Rolldown, Pagefind) say of the same errors: `Failed to write file in /a/b … (os error 28)`. */
function nativeRefusal(message: string): Refusal | undefined {
  const [, number] = /\(os error (\d+)\)/.exec(message) ?? [];
  const [code] = getSystemErrorMap().get(-Number(number)) ?? [];
  if (!code) return undefined;
  const [, path] = /Failed to write file in (.+)/.exec(message) ?? [];
  return { code, syscall: 'write', path };
}

function descriptionOf(code: string): string | undefined {
  for (const [known, description] of getSystemErrorMap().values()) if (known === code) return description;
  return undefined;
}
