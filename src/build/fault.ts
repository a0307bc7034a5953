import { type Place, START } from '../diagnostics/diagnostic.ts';
import type { Finding } from '../diagnostics/rules.ts';

/** What is said of a document on which the code itself fails: it must not keep all the others from being read. */
export function faultOf({ message, stack = '' }: Error, place: Place = START): Finding {
  const [, line = ''] = /([\w-]+\.[jt]s:\d+)/.exec(stack) ?? [];
  return {
    rule: 'unreadable-file',
    place,
    message: `Nevertwice fails on this document: ${message}${line && ` (${line})`}`,
    help: 'This is a fault of Nevertwice: report it with the document.',
  };
}
