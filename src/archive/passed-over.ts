import { matchesGlob } from './globs.ts';

/** File in an archive's folder from which `nevertwice new` creates postmortems. */
export const TEMPLATE_FILE = 'template.md';

const NAMES = /^(?:readme|license|contributing|changelog|code_of_conduct|security|template)\.md$/i;

/** Returns whether files with a name are never postmortems: the template, and files about a repository. */
export function isPassedOver(name: string): boolean {
  return NAMES.test(name);
}

/** Returns the first pattern of `exclude` that matches a path, which has `/` and is relative to the folder of archive.yml. */
export function excludingPattern(path: string, exclude: readonly string[]): string | undefined {
  return exclude.find((glob) => matchesGlob(path, glob));
}
