import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Result, ROOT } from '../tools/cli.ts';

/** The package, packed and installed in a folder in which nothing else is. */
export interface Installation {
  /** The user's folder. */
  folder: string;
  tarball: string;
  /** Files of the tarball. */
  packed: string[];
  /** Runs the installed command line on the Node at hand, or on `PACKAGE_NODE`. */
  nevertwice(...args: string[]): Promise<Result>;
  /** Starts the installed `dev` or `preview`, asks for its first page and ends it; returns the page and the exit status. */
  firstPageOf(...args: string[]): Promise<{ page: string; status: number | null }>;
  remove(): void;
}

/**
 * Milliseconds in which npm has to pack and install: without a registry it fails, and says so, after a few tries that it
 * would repeat for minutes.
 */
const PATIENCE = 280_000;
const IMPATIENCE = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=60000'];

/** Packs the package and installs it without what only development needs, as a user does. Throws what npm says where it fails. */
export async function install(): Promise<Installation> {
  const root = mkdtempSync(path.join(tmpdir(), 'nevertwice-package-'));
  const folder = path.join(root, 'user');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const remove = () => rmSync(root, { recursive: true });
  try {
    const said = await npm(['pack', '--json', '--pack-destination', root], ROOT);
    const packed: { path: string }[] = filesOf(JSON.parse(said.slice(said.search(/^[[{]$/m))));
    const [name = ''] = readdirSync(root).filter((name) => name.endsWith('.tgz'));
    const tarball = path.join(root, name);
    await installIn(folder, tarball);
    return { folder, tarball, packed: packed.map((file) => file.path).sort(), ...commandsIn(folder), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Installs packages, or those of the folder's package.json, without what only development needs. */
export async function installIn(folder: string, ...packages: string[]): Promise<void> {
  await npm(['install', '--omit=dev', '--prefer-offline', ...IMPATIENCE, ...packages], folder);
}

/** What `npm pack --json` says of the files, a list of packages or, in newer versions, an object of them. */
function filesOf(packages: Record<string, { files: { path: string }[] }>): { path: string }[] {
  return Object.values(packages).flatMap(({ files }) => files);
}

function npm(args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('npm', args, { cwd, timeout: PATIENCE, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`npm ${args[0]} failed, which needs a registry or a filled cache:\n${stderr}`));
      else resolve(stdout);
    });
  });
}

/** The Node that runs the installed commands. */
const NODE = process.env.PACKAGE_NODE ?? process.execPath;

/** The environment of an installed command, without anything of the clone or of npm. */
function environmentOf(folder: string): NodeJS.ProcessEnv {
  return { PATH: `${path.dirname(NODE)}:/usr/bin:/bin`, HOME: folder, TMPDIR: tmpdir() };
}

/** Runs a script of an installed package on the Node at hand, or on `PACKAGE_NODE`. */
export function runIn(folder: string, script: string, args: string[], more: NodeJS.ProcessEnv = {}): Promise<Result> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: { ...environmentOf(folder), ...more }, maxBuffer: 64 * 1024 * 1024 };
    execFile(NODE, [path.join(folder, 'node_modules', script), ...args], options, (error, stdout, stderr) => {
      const status = error ? error.code : 0;
      if (typeof status === 'number') resolve({ status, stdout, stderr });
      else reject(error);
    });
  });
}

/** The commands of an installation, without anything of the clone or of npm in the environment. */
export function commandsIn(folder: string): Pick<Installation, 'nevertwice' | 'firstPageOf'> {
  const script = 'nevertwice/bin/nevertwice.js';
  return {
    nevertwice: (...args) => runIn(folder, script, args),
    async firstPageOf(...args) {
      const server = spawn(NODE, [path.join(folder, 'node_modules', script), ...args, '--port', '0'], {
        cwd: folder,
        env: environmentOf(folder),
      });
      const ended = once(server, 'exit');
      const failed = ended.then(() => Promise.reject(new Error(`nevertwice ${args.join(' ')} has ended`)));
      try {
        const [line] = await Promise.race([once(server.stdout, 'data'), failed]);
        const page = await (await fetch(String(line).trim())).text();
        server.kill('SIGINT');
        const [status] = await ended;
        return { page, status };
      } finally {
        server.kill('SIGKILL');
        // Expected by now.
        failed.catch(() => undefined);
      }
    },
  };
}

/** Every file below a folder with its size in bytes and when it was written. */
export function filesBelow(folder: string): Map<string, { size: number; written: number }> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const { size, mtimeMs } = statSync(file);
      return [path.relative(folder, file), { size, written: mtimeMs }];
    }),
  );
}
