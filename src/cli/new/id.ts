import { slugOf } from '../../archive/address.ts';
import { excludingPattern, isPassedOver } from '../../archive/passed-over.ts';
import { START } from '../../diagnostics/diagnostic.ts';
import { invalidId } from '../../postmortem/rules/invalid-id.ts';

/** Longer ids are hard to read in an address, and harder to say. */
const MOST = 80;

/**
 * The id of a postmortem: its day and its title as an address has them, in the letters and digits that ids have;
 * `undefined` where the title has none of these.
 */
export function idOf(day: string, title: string): string | undefined {
  const plain = slugOf(title)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return plain === '' ? undefined : `${day}-${shortened(plain, MOST - day.length - 1)}`;
}

/** Whole words of a text with hyphens, up to a length; the first one is cut where it alone is longer. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most + 1);
  const end = cut.lastIndexOf('-');
  return end > 0 ? cut.slice(0, end) : cut.slice(0, most);
}

/**
 * What keeps an id from being that of a postmortem: its form, or a file name that is passed over; `path` is that of the
 * file from the folder of archive.yml.
 */
export function idProblem(id: string, path: string, exclude: readonly string[]): string | undefined {
  const [finding] = invalidId(id, START);
  if (finding) return finding.message;
  if (isPassedOver(`${id}.md`)) return `${id}.md is the name of a file that is never read as a postmortem`;
  const pattern = excludingPattern(path, exclude);
  return pattern && `${path} would not be read: \`exclude\` in archive.yml has ${pattern}`;
}
