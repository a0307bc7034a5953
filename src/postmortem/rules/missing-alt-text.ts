import { OPENING } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

// Longer addresses would hide the example.
const MAX_URL_LENGTH = 60;

/** Reports images without alternative text (WCAG 2.2, success criterion 1.1.1). */
export function missingAltText({ references }: RuleContext): Finding[] {
  return references
    .filter(({ kind, alt }) => kind === 'image' && alt === '')
    .map(({ url, place = OPENING }) => ({
      rule: 'missing-alt-text',
      place,
      message: `Missing alternative text for image ${quote(url)}`,
      help: `Describe the image: \`![Connections climb to the limit](${url.length > MAX_URL_LENGTH ? '…' : url})\`, or \`alt\` in HTML.`,
    }));
}
