import { OPENING } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

// As much as is read at a glance.
const SHOWN = 60;

/** Whoever does not see an image is told what it shows (WCAG 2.2, success criterion 1.1.1). */
export function missingAltText({ references }: RuleContext): Finding[] {
  return references
    .filter(({ kind, alt }) => kind === 'image' && alt === '')
    .map(({ url, place = OPENING }) => ({
      rule: 'missing-alt-text',
      place,
      message: `Missing alternative text of the image ${quote(url)}`,
      help: `Say what it shows: \`![Connections climb to the limit](${url.length > SHOWN ? '…' : url})\`, in HTML with \`alt\`.`,
    }));
}
