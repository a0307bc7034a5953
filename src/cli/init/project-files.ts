import path from 'node:path';
import { type Planned, textOf } from './plan.ts';

/** Additions to the files of a project. */
export interface Additions {
  planned: Planned[];
  /** Lines about files that were not changed, and what to add to them. */
  advice: string[];
}

/** Built sites and the build's cache, which do not belong in a repository. */
const IGNORED = ['dist/', '.cache/'];

/** Adds the missing lines to `.gitignore`. */
export async function ignoreLines(root: string, hasPackages: boolean): Promise<Additions> {
  const file = path.join(root, '.gitignore');
  const former = await textOf(file);
  const has = new Set((former ?? '').split(/\r?\n/).map((line) => line.trim().replaceAll(/^\/|\/$/g, '')));
  const patterns = [...(hasPackages ? ['node_modules/'] : []), ...IGNORED];
  const lines = patterns.filter((line) => !has.has(line.slice(0, -1)));
  if (lines.length === 0) return { planned: [], advice: [] };
  const end = former?.includes('\r\n') ? '\r\n' : '\n';
  const begin = former && !former.endsWith('\n') ? former + end : (former ?? '');
  const text = begin + lines.map((line) => line + end).join('');
  const change = former === undefined ? {} : { former, added: lines.join(', ') };
  return { planned: [{ file, text, ...change }], advice: [] };
}

/** Adds scripts to package.json, if it exists and its formatting can be kept. */
export async function packageScripts(root: string, argument: string): Promise<Additions> {
  const file = path.join(root, 'package.json');
  const former = await textOf(file);
  if (former === undefined) return { planned: [], advice: [] };
  const scripts = Object.fromEntries(
    ['dev', 'check', 'build'].map((command) => [`postmortems:${command}`, `nevertwice ${command}${argument}`]),
  );
  const added = `the scripts ${Object.keys(scripts).join(', ')}`;
  const advice = `package.json was not changed; add ${added}: ${JSON.stringify(scripts)}`;
  const data = parsed(former);
  const print = printerOf(former);
  if (!data || print(data) !== former) return { planned: [], advice: [advice] };
  const own = data.scripts ?? {};
  if (typeof own !== 'object' || Object.keys(scripts).some((name) => name in own)) return { planned: [], advice: [] };
  return { planned: [{ file, text: print({ ...data, scripts: { ...own, ...scripts } }), former, added }], advice: [] };
}

/** Returns whether package.json contains Nevertwice, so that `npm ci` installs it. */
export async function dependsOnNevertwice(root: string): Promise<boolean> {
  const data = parsed((await textOf(path.join(root, 'package.json'))) ?? '');
  return ['dependencies', 'devDependencies'].some((key) => {
    const packages = data?.[key];
    return typeof packages === 'object' && packages !== null && 'nevertwice' in packages;
  });
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : undefined;
  } catch {
    return undefined;
  }
}

/** Returns a function that formats JSON like a text: with its indentation and line endings. */
function printerOf(text: string): (data: unknown) => string {
  const [, indent = '  '] = /^\{\r?\n([ \t]+)/.exec(text) ?? [];
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const last = text.endsWith(end) ? end : '';
  return (data) => JSON.stringify(data, null, indent).replaceAll('\n', end) + last;
}
