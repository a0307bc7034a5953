import { OPENING } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { isAbsolute } from '../html/references.ts';
import type { OpenDocument } from '../parse.ts';

const SAFE = /^(?:https?|mailto|ircs?|xmpp):|^\/\//i;

/** Links of a kind that can run code, or that no browser opens, lose their target in the site. */
export function unsafeLink({ references }: OpenDocument): Finding[] {
  return references
    .filter(({ url }) => isAbsolute(url.trim()) && !SAFE.test(url.trim()))
    .map(({ url, place = OPENING }) => ({
      rule: 'unsafe-link',
      place,
      message: `Unexpected address ${quote(url)}, expected \`https://\`, \`mailto:\` or a relative one`,
      help: 'Use such an address; this one is left out of the site.',
    }));
}
