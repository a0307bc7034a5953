import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './cli.ts';

/** Whether the program that provides a terminal is installed. */
export const HAS_TERMINAL = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

/** A text on the screen, and the keys to press when it appears. */
export type Reply = readonly [shown: string, keys: string];

export const [ENTER, INTERRUPT] = ['\r', '\x03'];

/** Milliseconds after which a command in a terminal counts as hanging; long enough for a busy machine. */
const PATIENCE = 60_000;

/** Runs the real command line in a terminal with replies; `screen` is its whole output. */
export function inTerminal(args: readonly string[], cwd: string, replies: readonly Reply[]) {
  const words = [process.execPath, path.join(ROOT, 'bin/nevertwice.js'), ...args];
  const command = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const child = spawn('script', ['-qec', `stty cols 120 rows 40; ${command}`, '/dev/null'], { cwd });
  let screen = '';
  let [seen, next] = [0, 0];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += stripVTControlCharacters(text);
    const reply = replies[next];
    if (!reply || !screen.slice(seen).includes(reply[0])) return;
    [seen, next] = [screen.length, next + 1];
    child.stdin.write(reply[1]);
  });
  return new Promise<{ status: number | null; screen: string }>((resolve, reject) => {
    // Without this, waiting for a question that never appears would end in a timeout that does not show the screen.
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error(`Expected ${replies[next]?.[0] ?? 'the end'} on this screen:\n${screen}`));
    }, PATIENCE);
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status, screen });
    });
  });
}
