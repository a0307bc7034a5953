import { z } from 'zod';

/**
 * Describes what was expected instead of an invalid pattern of `exclude`; `undefined` if it is valid. Patterns are paths
 * with `/`, relative to the folder of archive.yml. `*` matches anything within a name, `?` one character, and the name
 * `**` any number of folders.
 */
export function globProblem(glob: string): string | undefined {
  if (glob.includes('\\')) return 'a path with `/` between its names';
  if (/[[\]{}]|^!/.test(glob)) return 'no special characters except `*`, `**` and `?`';
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

/** Returns the valid pattern that an invalid one most likely meant, if there is one. */
export function meantGlob(glob: string): string | undefined {
  const meant = glob.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  return meant !== glob && globProblem(meant) === undefined ? meant : undefined;
}

/**
 * Returns whether a pattern matches a path or one of its folders. Unlike with a regular expression, backtracking is
 * bounded: the time grows with the product of both lengths, as anyone who proposes a change can write both.
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

/** Returns whether patterns match parts one by one; the pattern `any` matches any number of parts. */
function matches(
  parts: readonly string[],
  patterns: readonly string[],
  any: string,
  isOne: (part: string, pattern: string) => boolean,
): boolean {
  let [at, pattern] = [0, 0];
  // If the rest does not match, the last `any` takes one part more. Earlier ones need not, as they took as few as possible.
  let last: { at: number; pattern: number } | undefined;
  while (at < parts.length) {
    const [part = '', expected] = [parts[at], patterns[pattern]];
    if (expected === any) {
      last = { at, pattern };
      pattern += 1;
    } else if (expected !== undefined && isOne(part, expected)) {
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
  return patterns.slice(pattern).every((expected) => expected === any);
}
