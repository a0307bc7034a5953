import { OPENING } from '../diagnostics/diagnostic.ts';
import type { Finding } from '../diagnostics/rules.ts';

/** What is said of a document on which the code itself fails: it must not keep all the others from being read. */
export function faultOf({ message, stack = '' }: Error): Finding {
  const [, place = ''] = /([\w-]+\.[jt]s:\d+)/.exec(stack) ?? [];
  return {
    rule: 'unreadable-file',
    place: OPENING,
    message: `Nevertwice fails on this document: ${message}${place && ` (${place})`}`,
    help: 'This is a fault of Nevertwice: report it with the document.',
  };
}
