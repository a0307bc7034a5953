import { z } from 'zod';

/**
 * What is wrong with a pattern of `exclude`, as what was expected instead; `undefined` where nothing is. Patterns are
 * paths with `/`, from the folder of archive.yml, in which `*` stands for anything within a name, `?` for one
 * character and a whole name `**` for any number of folders.
 */
export function globProblem(glob: string): string | undefined {
  if (glob.includes('\\')) return 'a path with `/` between its names';
  if (/[[\]{}]|^!/.test(glob)) return 'no other signs than `*`, `**` and `?`';
  const names = namesOf(glob);
  const isWithin =
    names.length > 0 && !glob.startsWith('/') && names.every((name) => !/^(?:\.{0,2}|[a-z]:)$/i.test(name));
  return isWithin ? undefined : 'a path within the archive, such as `notes/**`';
}

const glob = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .superRefine((text, { addIssue }) => {
    const message = globProblem(text);
    if (message !== undefined) addIssue({ code: 'custom', message });
  });

/** The schema of a list of patterns. */
export const globs = z.array(glob).max(100).default([]);

/** The pattern that one with a problem was most likely meant to be, where that one has none. */
export function meantGlob(glob: string): string | undefined {
  const meant = glob.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  return meant !== glob && globProblem(meant) === undefined ? meant : undefined;
}

/**
 * Whether a pattern names a path, or a folder that the path lies in. The time it takes grows with the length of both, not
 * with the ways of matching, as regular expressions of the same meaning do: whoever proposes a change may write both.
 */
export function matchesGlob(path: string, glob: string): boolean {
  const [names, patterns] = [path.split('/'), namesOf(glob)];
  return matches(names, [...patterns, '**'], '**', (name, pattern) =>
    matches([...name], [...pattern], '*', isCharacter),
  );
}

function isCharacter(character: string, pattern: string): boolean {
  return pattern === '?' || pattern === character;
}

function namesOf(glob: string): string[] {
  return glob.replace(/\/+$/, '').split('/');
}

/** Whether parts are matched one by one, where `any` among the patterns stands for any number of them. */
function matches(
  parts: readonly string[],
  patterns: readonly string[],
  any: string,
  isOne: (part: string, pattern: string) => boolean,
): boolean {
  let [at, pattern] = [0, 0];
  // What the last `any` stands for grows where the rest does not match. An earlier one need not: it took as little as it could.
  let last: { at: number; pattern: number } | undefined;
  while (at < parts.length) {
    const [part = '', wanted] = [parts[at], patterns[pattern]];
    if (wanted === any) {
      last = { at, pattern };
      pattern += 1;
    } else if (wanted !== undefined && isOne(part, wanted)) {
      at += 1;
      pattern += 1;
    } else if (last) {
      last.at += 1;
      at = last.at;
      pattern = last.pattern + 1;
    } else {
      return false;
    }
  }
  return patterns.slice(pattern).every((wanted) => wanted === any);
}
