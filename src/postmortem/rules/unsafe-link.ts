import { OPENING } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { isAbsolute, isSafe } from '../html/references.ts';
import { EXPECTED_URL, withScheme } from '../url.ts';
import type { RuleContext } from './context.ts';

/** Links of a kind that can run code, or that no browser opens, lose their target in the site. */
export function unsafeLink({ references }: RuleContext): Finding[] {
  return references
    .filter(({ url }) => isAbsolute(url) && !isSafe(url))
    .map(({ url, place = OPENING, addressPlace }) => {
      const isHttp = /^(?:https?:|\/\/)/i.test(url);
      const expected = isHttp ? EXPECTED_URL : '`https://`, `mailto:` or a relative one';
      const meant = withScheme(url);
      return {
        rule: 'unsafe-link',
        place,
        message: `Unexpected address ${quote(url)}, expected ${expected}`,
        help: meant ? `Did you mean \`${meant}\`?` : 'Use such an address; this one is left out of the site.',
        fix: meant && addressPlace ? { place: addressPlace, text: meant } : undefined,
      };
    });
}
