import { type Place, START } from '../diagnostics/diagnostic.ts';
import type { Finding } from '../diagnostics/rules.ts';

/** Returns the finding for a document on which the code itself fails. The other documents are still read. */
export function faultOf({ message, stack = '' }: Error, place: Place = START): Finding {
  const [, line = ''] = /([\w-]+\.[jt]s:\d+)/.exec(stack) ?? [];
  return {
    rule: 'unreadable-file',
    place,
    message: `Nevertwice fails on this document: ${message}${line && ` (${line})`}`,
    help: 'This is a bug in Nevertwice. Please report it with the document.',
  };
}
