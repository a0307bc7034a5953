import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './cli.ts';
import type { Attempt } from './connections.ts';

const PRELOAD = path.join(ROOT, 'tests/tools/connections.ts');

/**
 * Records in a folder what processes request from the network; `name` identifies a command. Each process gets the
 * environment of a user who has not configured telemetry.
 */
export function networkLog(folder: () => string) {
  function environment(name: string): NodeJS.ProcessEnv {
    const home = path.join(folder(), 'home', name);
    mkdirSync(home, { recursive: true });
    const env: NodeJS.ProcessEnv = { HOME: home, XDG_CONFIG_HOME: undefined };
    for (const key of Object.keys(process.env))
      if (/^(?:CI|GITHUB_|ASTRO_|TELEMETRY|VITEST|npm_)/.test(key)) env[key] = undefined;
    return { ...env, NODE_OPTIONS: `--import ${PRELOAD}`, CONNECTIONS: path.join(folder(), `${name}.jsonl`) };
  }

  function attempts(name: string): Attempt[] {
    const file = path.join(folder(), `${name}.jsonl`);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    return lines.map((line) => JSON.parse(line));
  }

  /** Requests that left this machine, or could have without being recorded. */
  function outgoing(name: string): Attempt[] {
    return attempts(name).filter(({ kind, target }) => !(kind === 'start' ? PROGRAMS : LOOPBACK).test(target));
  }

  return { environment, attempts, outgoing };
}

const LOOPBACK = /^(?:127\.|::1$|localhost$)/;
// Git is configured to allow no protocol; the others have no network access.
const PROGRAMS = /^(?:node|git|esbuild|pagefind(?:_extended)?)$/;
