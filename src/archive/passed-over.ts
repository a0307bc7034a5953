import { matchesGlob } from './globs.ts';

/** The file in an archive's folder from which `nevertwice new` makes postmortems. */
export const TEMPLATE_FILE = 'template.md';

const NAMES = /^(?:readme|license|contributing|changelog|code_of_conduct|security|template)\.md$/i;

/** Whether files of a name are never postmortems: the template, and what repositories say of themselves. */
export function isPassedOver(name: string): boolean {
  return NAMES.test(name);
}

/** The first of archive.yml's patterns that names a path, which has `/` and starts at the folder of archive.yml. */
export function excludingPattern(path: string, exclude: readonly string[]): string | undefined {
  return exclude.find((glob) => matchesGlob(path, glob));
}
