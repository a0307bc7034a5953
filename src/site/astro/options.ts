import { existsSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../../diagnostics/nearest.ts';
import { COMPONENTS, type ComponentName } from '../data/overrides.ts';

/** Options of the integration. */
export interface NevertwiceOptions {
  /** Folder of the archive, relative to the root of the project. Default: `postmortems`. */
  folder?: string;
  /** Path of the archive's pages below the base of the project. Default: `/postmortems`. */
  base?: string;
  /** Who can read the site. Default: the audience in archive.yml. */
  audience?: 'internal' | 'public';
  /** Components of the project that replace those of the archive: paths, relative to the root of the project, by name. */
  components?: Partial<Record<ComponentName, string>>;
}

/** Options that were checked. */
export interface CheckedOptions {
  /** Absolute path of the archive. */
  folder: string;
  /** With `/` at both ends. */
  base: string;
  audience?: 'internal' | 'public' | undefined;
  /** Absolute paths. */
  components: ReadonlyMap<ComponentName, string>;
}

const OPTIONS = ['folder', 'base', 'audience', 'components'];
const NAMES = Object.keys(COMPONENTS) as ComponentName[];
const PATH = /^\/?(?:[\w~-][\w.~-]*\/)*(?:[\w~-][\w.~-]*)?\/?$/;

/** Checks the options that a project passes; `root` is its folder. Returns the problems, one per line, if there are any. */
export function checkOptions(options: unknown, root: string): CheckedOptions | { problems: string[] } {
  if (!isRecord(options)) return { problems: [`expected an object with the options, found ${shown(options)}`] };
  const { folder = 'postmortems', base = '/postmortems', audience, components = {} } = options;
  const problems = unknownNames(options, OPTIONS, 'option');
  if (typeof folder !== 'string' || folder === '')
    problems.push(`\`folder\` is ${shown(folder)}, expected the path of the archive, such as './postmortems'`);
  if (typeof base !== 'string' || !PATH.test(base))
    problems.push(`\`base\` is ${shown(base)}, expected a path of letters, digits and hyphens, such as '/incidents'`);
  if (audience !== undefined && audience !== 'internal' && audience !== 'public')
    problems.push(`\`audience\` is ${shown(audience)}, expected 'internal' or 'public'`);
  const files = checkComponents(components, root);
  problems.push(...files.problems);
  if (problems.length > 0) return { problems };
  return {
    folder: path.resolve(root, String(folder)),
    base: `/${base}/`.replace(/\/+/g, '/'),
    audience: audience as CheckedOptions['audience'],
    components: files.components,
  };
}

function checkComponents(value: unknown, root: string): Pick<CheckedOptions, 'components'> & { problems: string[] } {
  const components = new Map<ComponentName, string>();
  if (!isRecord(value)) {
    const problem = `\`components\` is ${shown(value)}, expected an object such as { SiteHeader: './src/Header.astro' }`;
    return { components, problems: [problem] };
  }
  const problems = unknownNames(value, NAMES, 'component');
  for (const name of NAMES) {
    const file = value[name];
    if (file === undefined) continue;
    const absolute = typeof file === 'string' ? path.resolve(root, file) : '';
    if (typeof file !== 'string' || !file.endsWith('.astro'))
      problems.push(`\`components.${name}\` is ${shown(file)}, expected the path of an .astro file`);
    else if (!existsSync(absolute)) problems.push(`\`components.${name}\`: there is no file ${absolute}`);
    else components.set(name, absolute);
  }
  return { components, problems };
}

/** Reports keys that are not among `names`, with the likely one and the list. */
function unknownNames(value: object, names: readonly string[], kind: string): string[] {
  return Object.keys(value).flatMap((key) => {
    if (names.includes(key)) return [];
    const likely = nearest(key, names);
    const suggestion = likely ? `; did you mean \`${likely}\`?` : '.';
    return [`there is no ${kind} \`${key}\`${suggestion} The ${kind}s are ${names.join(', ')}.`];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
