/**
 * Completes package-lock.json after `npm install`, on a machine whose registry does not serve every platform's
 * binaries: npm leaves those out, and `npm ci` then refuses the lock on every machine. Each missing optional package
 * gets an entry with the platform that its name tells. Also drops the addresses of the registry used.
 * Run by `npm run lock`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Entry {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };

/** Whether a package `name` can be found from the package at `path`, as Node looks for it. */
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

/** The lock's entry of a package named `…-linux-x64-gnu`, as npm's native packages are; its keys in npm's order. */
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
const [root, ...others] = Object.entries(lock.packages);
lock.packages = Object.fromEntries(
  [root, ...others.sort(([a], [b]) => (a < b ? -1 : 1))].filter((pair) => pair !== undefined),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
