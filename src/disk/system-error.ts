import { getSystemErrorMap } from 'node:util';

/** An operation that the operating system refused. */
interface Refusal {
  /** For example `ENOSPC`. */
  code: string;
  /** The system call, such as `open`; absent if a library reports the error. */
  syscall?: string | undefined;
  path?: string | undefined;
  /** Destination of a move or copy. */
  dest?: string | undefined;
}

const FREE = 'Free some space, or choose a folder on another disk.';
const PERMIT = 'Change the permissions, or choose another folder.';
const AGAIN = 'If it was removed during the command, run the command again.';

/** The reason and the remedy for each error code. */
const REASONS: Record<string, [why: string, remedy: string]> = {
  EACCES: ['its permissions do not allow it', PERMIT],
  EBUSY: ['it is in use, or a mount point', 'Choose a folder inside it, or another one.'],
  EDQUOT: ['the disk quota is used up', FREE],
  EEXIST: ['something with that name already exists', 'Move it elsewhere.'],
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
  ENOTDIR: ['a part of the path is a file, not a folder', 'Choose another folder.'],
  EPERM: ['the system does not allow it', PERMIT],
  EROFS: ['the file system is read-only', 'Choose a folder on another file system.'],
  EXDEV: ['that is on another file system', 'Choose a folder that is neither a mount point nor in an image layer.'],
};

const ACTIONS: Record<string, string> = {
  access: 'write to',
  chown: 'keep the owner of',
  copyfile: 'copy',
  cp: 'copy',
  lstat: 'access',
  mkdir: 'create the folder',
  mkdtemp: 'create a folder such as',
  open: 'open',
  opendir: 'list',
  read: 'read',
  readlink: 'read the link',
  realpath: 'access',
  rename: 'move',
  rm: 'remove',
  rmdir: 'remove',
  scandir: 'list',
  stat: 'access',
  unlink: 'remove',
  utime: 'change the time of',
  write: 'write to',
};

/**
 * Describes an error of the operating system, such as a full disk, in one line, even if a library wrapped it;
 * `undefined` for other errors. `path` is used if the error itself has none.
 */
export function systemProblem(error: unknown, path?: string): string | undefined {
  const refusal = refusalIn(error);
  if (!refusal) return undefined;
  const { code, syscall = '', dest } = refusal;
  if (syscall === 'uv_cwd') return 'the current folder no longer exists; change to another one';
  const [known, remedy = 'Fix this, then run the command again.'] = REASONS[code] ?? [];
  const why = known ?? descriptionOf(code) ?? 'the system refused it';
  const action = syscall.startsWith('spawn') ? 'start' : (ACTIONS[syscall] ?? (syscall || 'use'));
  const what = [action, refusal.path ?? path, dest && `to ${dest}`];
  return `cannot ${what.filter(Boolean).join(' ')}: ${why} (${code}). ${remedy}`;
}

/** Returns the first system error among an error and its causes. */
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

/** Parses the message of a Rust library (Rolldown, Pagefind): `Failed to write file in /a/b … (os error 28)`. */
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
