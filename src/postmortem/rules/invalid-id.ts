import type { Place } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

const MAX_LENGTH = 200;
const ID = /^[a-z\d]+(?:[-_.][a-z\d]+)*$/i;

/**
 * Reports an id that is not a valid address on every server: letters and digits, with single `-`, `_` or `.` between them.
 * `place` is where the finding is shown.
 */
export function invalidId(id: string, place: Place): Finding[] {
  if (isId(id)) return [];
  const message = `Unexpected id ${quote(id)}, expected ${expectedForm(id)}`;
  const suggestion = id
    .replace(FILE_EXTENSION, '')
    .replaceAll(/[^a-z\d]+/gi, '-')
    .replaceAll(/^-|-$/g, '');
  const help = `Rename the file, ${isId(suggestion) ? 'perhaps to' : 'such as to'} \`${isId(suggestion) ? suggestion : '2024-04-15-login'}.md\`.`;
  return [{ rule: 'invalid-id', place, message, help }];
}

/** Reports invalid aliases: as former ids they must be valid ids. */
export function invalidAliases({ frontmatter, placeOf }: RuleContext): Finding[] {
  return (frontmatter.aliases ?? []).flatMap((alias, index): Finding[] => {
    if (isId(alias)) return [];
    const message = `Unexpected alias ${quote(alias)}, expected ${expectedForm(alias)}`;
    return [
      {
        rule: 'invalid-id',
        place: placeOf(['aliases', index]),
        message,
        help: 'Write the former file name without `.md`.',
      },
    ];
  });
}

// The page of an id `a.md` would have the address of the source of `a`, and `index.html` that of the list of postmortems.
const FILE_EXTENSION = /\.(?:md|html)$/i;

function expectedForm(text: string): string {
  if (FILE_EXTENSION.test(text)) return 'no `.md` or `.html` at the end';
  return `up to ${MAX_LENGTH} letters and digits with \`-\`, \`_\` or \`.\` between them`;
}

function isId(text: string): boolean {
  return ID.test(text) && text.length <= MAX_LENGTH && !FILE_EXTENSION.test(text);
}
