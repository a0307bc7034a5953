import type { Place } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

const MAX_LENGTH = 200;
const ID = /^[a-z\d]+(?:[-_.][a-z\d]+)*$/i;

/**
 * The id of a file can be an address on every server: letters and digits, with single `-`, `_` or `.` between them. `place`
 * is where a finding about the whole document is shown.
 */
export function invalidId(id: string, place: Place): Finding[] {
  if (isId(id)) return [];
  const message = `Unexpected id ${quote(id)}, expected ${formOf(id)}`;
  const meant = id
    .replace(LIKE_FILES, '')
    .replaceAll(/[^a-z\d]+/gi, '-')
    .replaceAll(/^-|-$/g, '');
  const help = `Rename the file, ${isId(meant) ? 'perhaps to' : 'such as to'} \`${isId(meant) ? meant : '2024-04-15-login'}.md\`.`;
  return [{ rule: 'invalid-id', place, message, help }];
}

/** Former ids were addresses, so they have the same form. */
export function invalidAliases({ frontmatter, placeOf }: RuleContext): Finding[] {
  return (frontmatter.aliases ?? []).flatMap((alias, index): Finding[] => {
    if (isId(alias)) return [];
    const message = `Unexpected alias ${quote(alias)}, expected ${formOf(alias)}`;
    return [{ rule: 'invalid-id', place: placeOf(['aliases', index]), message, help: 'Write the former file name.' }];
  });
}

// `a.md` would have its page where `a` has its source, and `index.html` where the list of all has its page.
const LIKE_FILES = /\.(?:md|html)$/i;

function formOf(text: string): string {
  if (LIKE_FILES.test(text)) return 'no `.md` or `.html` at its end';
  return `up to ${MAX_LENGTH} letters and digits with \`-\`, \`_\` or \`.\` between them`;
}

function isId(text: string): boolean {
  return ID.test(text) && text.length <= MAX_LENGTH && !LIKE_FILES.test(text);
}
