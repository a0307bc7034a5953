import { OPENING } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { isAbsolute, isSafe } from '../html/addresses.ts';
import { EXPECTED_URL, withScheme } from '../url.ts';
import type { RuleContext } from './context.ts';

/** Reports links that can run code or that browsers cannot open. The site removes their address. */
export function unsafeLink({ references }: RuleContext): Finding[] {
  return references
    .filter(({ url }) => isAbsolute(url) && !isSafe(url))
    .map(({ url, place = OPENING, addressPlace }) => {
      const isHttp = /^(?:https?:|\/\/)/i.test(url);
      const expected = isHttp ? EXPECTED_URL : '`https://`, `mailto:` or a relative path';
      const suggestion = withScheme(url);
      return {
        rule: 'unsafe-link',
        place,
        message: `Unexpected address ${quote(url)}, expected ${expected}`,
        help: suggestion ? `Did you mean \`${suggestion}\`?` : 'Correct the address; the site removes this one.',
        fix: suggestion && addressPlace ? { place: addressPlace, text: suggestion } : undefined,
      };
    });
}
