import type { Fact } from '../note.ts';
import type { TextLine } from '../text-lines.ts';

const LABELLED =
  /^(?:incident\s)?(?:type|kind|class|classification|category|severity)\s*(?::|\||[–—-])\s*near[\s-]?miss\b/i;
const TITLE = /^(?:post-?\s?mortem\s*[:–—-]\s*)?near[\s-]?miss\b/i;
// Below, a near miss is one of others.
const FRONT = 15;

/** Finds that a document is about a near miss: behind a label, or at the start of its title. */
export function findNearMiss(lines: readonly TextLine[]): Fact<'near-miss'> | undefined {
  const found = lines.find(
    ({ text, isHeading }, index) =>
      index < FRONT && (LABELLED.test(text) || ((isHeading || index === 0) && TITLE.test(text))),
  );
  return found && { value: 'near-miss', line: found.line };
}
