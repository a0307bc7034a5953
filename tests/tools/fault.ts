/**
 * Makes a process fail at one step. A preload (`node --import`) that reads FAULT, a `Fault` as JSON.
 */
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/** A fault, and when it happens. */
export interface Fault {
  /** Before or after a rename to a path, after a folder is created, or when a program has answered once. */
  when: `${'before' | 'after' | 'made' | 'program'} ${string}`;
  /**
   * Kill the process or the program, which nothing can catch; remove what a glob matches; or refuse the move with an error
   * code, such as that of a move to another file system, which the machine need not have.
   */
  what: 'kill' | `remove ${string}` | `refuse ${string}`;
}

const { when, what }: Fault = JSON.parse(process.env.FAULT ?? '');
const [moment, name] = when.split(' ');
const [action, ...words] = what.split(' ');
const target = words.join(' ');

function fail(): void {
  if (action === 'kill') process.kill(process.pid, 'SIGKILL');
  if (action === 'remove') for (const file of fs.globSync(target)) fs.rmSync(file, { recursive: true, force: true });
  if (action === 'refuse')
    throw Object.assign(new Error(`${target}: refused, rename`), { code: target, syscall: 'rename' });
}

const isMeant = (file: unknown) => path.basename(String(file)) === name;
const { renameSync, mkdirSync } = fs;
fs.renameSync = (from, to) => {
  if (moment === 'before' && isMeant(to)) fail();
  renameSync(from, to);
  if (moment === 'after' && isMeant(to)) fail();
};
fs.mkdirSync = ((file: string, options: fs.MakeDirectoryOptions) => {
  const made = mkdirSync(file, options);
  if (moment === 'made' && isMeant(file)) fail();
  return made;
}) as typeof mkdirSync;
const { rename, mkdir } = fs.promises;
fs.promises.rename = async (from, to) => {
  if (moment === 'before' && isMeant(to)) fail();
  await rename(from, to);
};
fs.promises.mkdir = (async (file: string, options: fs.MakeDirectoryOptions) => {
  const made = await mkdir(file, options);
  if (moment === 'made' && isMeant(file)) fail();
  return made;
}) as typeof mkdir;
syncBuiltinESMExports();

subscribe('child_process', (message) => {
  const { process: child } = message as { process: ChildProcess };
  // Node sets the program right after creating the object.
  process.nextTick(() => {
    if (moment !== 'program' || !path.basename(child.spawnfile).startsWith(name ?? '')) return;
    child.stdout?.once('data', () => child.kill('SIGKILL'));
  });
});
