import { slugOf } from '../../archive/address.ts';
import { excludingPattern, isPassedOver } from '../../archive/passed-over.ts';
import { START } from '../../diagnostics/diagnostic.ts';
import { invalidId } from '../../postmortem/rules/invalid-id.ts';

/** Maximum length: longer ids are hard to read in an address. */
const MOST = 80;

/**
 * Returns the id of a postmortem: its day and its title, with only lowercase letters, digits and hyphens; `undefined` if
 * the title has no letter from a to z and no digit.
 */
export function idOf(day: string, title: string): string | undefined {
  const plain = slugOf(title)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (plain === '') return undefined;
  // A title may start with the day itself.
  const words = plain.startsWith(`${day}-`) ? plain.slice(day.length + 1) : plain;
  return `${day}-${shortened(words, MOST - day.length - 1)}`;
}

/** Shortens a text with hyphens to whole words. Cuts the first word if it is too long on its own. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most + 1);
  const end = cut.lastIndexOf('-');
  return end > 0 ? cut.slice(0, end) : cut.slice(0, most);
}

/**
 * Describes why an id is not allowed, if so: its form is invalid, or its file would be skipped. `path` is the file's path
 * relative to the folder of archive.yml.
 */
export function idProblem(id: string, path: string, exclude: readonly string[]): string | undefined {
  const [finding] = invalidId(id, START);
  if (finding) return finding.message;
  if (isPassedOver(`${id}.md`)) return `${id}.md is never read as a postmortem; choose another id`;
  const pattern = excludingPattern(path, exclude);
  return pattern && `${path} would be skipped: \`exclude\` in archive.yml contains ${pattern}`;
}
