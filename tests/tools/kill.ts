/**
 * Kills a process at a step of its work, as nothing that it can catch: a preload, `node --import`. KILL_AT says when, such
 * as `after former`: before or after a folder is moved to that name.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const [when, name] = process.env.KILL_AT?.split(' ') ?? [];
const { renameSync } = fs;
fs.renameSync = (from, to) => {
  const isIt = path.basename(String(to)) === name;
  if (isIt && when === 'before') process.kill(process.pid, 'SIGKILL');
  renameSync(from, to);
  if (isIt && when === 'after') process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
