/**
 * Completes package-lock.json after `npm install` if the registry does not serve the binaries of every platform: npm
 * omits those, and `npm ci` then rejects the lock on every machine. Adds an entry for each missing optional package,
 * with the platform from its name. Adds missing hashes if the registry serves that version, and lists the others.
 * Removes the addresses of the registry. Run by `npm run lock`.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

interface Entry {
  version?: string;
  resolved?: string;
  integrity?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };

/** Returns whether Node resolves the package `name` from the package at `path`. */
function isLocked(name: string, path: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

const SYSTEMS = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win: 'win32',
};

/** Returns the hash of a package version; `undefined` if the registry does not serve it. */
async function integrityOf(name: string, version: string | undefined): Promise<string | undefined> {
  const command = ['view', `${name}@${version}`, 'dist.integrity', '--json', '--loglevel=silent'];
  try {
    return JSON.parse((await promisify(execFile)('npm', command)).stdout);
  } catch (error) {
    if ((error as { stdout?: string }).stdout?.includes('"E404"')) return undefined;
    throw error;
  }
}

/** Returns the lock entry of a native package named like `…-linux-x64-gnu`, with keys in npm's order. */
function entryOf(name: string, version: string, dev: boolean | undefined): Entry {
  const os = Object.entries(SYSTEMS).find(([word]) => name.includes(word))?.[1];
  const cpu = /arm64|arm|x64|ia32|ppc64|riscv64|s390x|wasm32/.exec(name.slice(name.lastIndexOf('/')))?.[0];
  const libc = /-musl/.test(name) ? 'musl' : os === 'linux' && /-gnu/.test(name) ? 'glibc' : undefined;
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(dev && { dev }),
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

for (const [path, entry] of Object.entries(lock.packages)) {
  delete entry.resolved;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(name, path) || !/^\d/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = entryOf(name, version, entry.dev);
  }
}
// Sequentially, as a registry may reject many simultaneous requests.
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.integrity) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const integrity = await integrityOf(name, entry.version);
  // After the version, as npm does.
  const { version, ...rest } = entry;
  if (integrity) lock.packages[path] = { ...(version && { version }), integrity, ...rest };
  else console.log(`no hash for ${name}@${version}: the registry does not serve it`);
}
const [root, ...others] = Object.entries(lock.packages);
lock.packages = Object.fromEntries(
  [root, ...others.sort(([a], [b]) => (a < b ? -1 : 1))].filter((pair) => pair !== undefined),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
