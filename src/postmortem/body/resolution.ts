import type { List, RootContent } from 'mdast';
import { isPlaceholder } from '../rules/leftover-template-text.ts';
import { cutBetweenWords } from './cut.ts';
import { firstSentence } from './first-sentence.ts';
import { saysNothing } from './nothing.ts';
import { plainText } from './plain-text.ts';
import type { Section } from './sections.ts';

// What a person needs to see at once; longer texts are cut between words.
const MAX_LENGTH = 300;
// A section named `Response` begins with who was called, rather than with what helped.
const RESPONSE = /\b(?:response|reaktion)\b/i;
/**
 * Returns what fixed the incident, as plain text: the first sentence of its Resolution section, or the steps of a list that the
 * section begins with. `undefined` if there is no such section, or if it says nothing. A section about several things, such as
 * `Root cause and resolution`, counts only if its heading names the resolution first.
 */
export function resolutionIn(sections: readonly Section[]): string | undefined {
  for (const { kinds, title, content } of sections) {
    if (kinds[0] !== 'resolution' || RESPONSE.test(title)) continue;
    const text = openingOf(content);
    if (text !== '' && !isPlaceholder(text) && !saysNothing(text))
      return text.length > MAX_LENGTH ? cutBetweenWords(text, MAX_LENGTH) : text;
  }
  return undefined;
}

/** Returns the first sentence of the content, or the steps of its first list if the content begins with it. */
function openingOf(content: readonly RootContent[]): string {
  const texts = content.filter((node) => node.type === 'paragraph' || node.type === 'list');
  const [first, second] = texts;
  if (!first) return '';
  if (first.type === 'list') return stepsOf(first);
  const sentence = firstSentence(plainText(first));
  return second?.type === 'list' && sentence.endsWith(':') ? `${sentence} ${stepsOf(second)}` : sentence;
}

function stepsOf({ children }: List): string {
  const steps = children.flatMap(({ children: [opening] }) => (opening ? [firstSentence(plainText(opening))] : []));
  return steps.length > 1 ? steps.map((step) => step.replace(/[.;]$/, '')).join('; ') : (steps[0] ?? '');
}
