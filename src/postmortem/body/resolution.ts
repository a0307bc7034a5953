import type { List, RootContent } from 'mdast';
import { isPlaceholder } from '../rules/leftover-template-text.ts';
import { saysNothing } from './nothing.ts';
import { plainText } from './plain-text.ts';
import type { Section } from './sections.ts';

// What a person needs to see at once; longer texts are cut between words.
const MAX_LENGTH = 300;
// A section named `Response` begins with who was called, rather than with what helped.
const RESPONSE = /\b(?:response|reaktion)\b/i;
// A period after one of these does not end a sentence: `e.g.`, `approx.`, `8. April`.
const ABBREVIATED =
  /(?:^|[\s(])(?:\p{L}|\d+|(?:\p{L}\.\s?)+\p{L}|approx|bzw|ca|co|dr|etc|evtl|fig|inc|incl|inkl|jr|max|min|mr|mrs|ms|no|nr|st|vs|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez))\.\s*$/iu;

// biome-ignore lint/style/noRestrictedGlobals: it splits sentences and formats no times.
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Returns what fixed the incident, as plain text: the first sentence of its Resolution section, or the steps of a list that the
 * section begins with. `undefined` if there is no such section, or if it says nothing. A section about several things, such as
 * `Root cause and resolution`, counts only if its heading names the resolution first.
 */
export function resolutionIn(sections: readonly Section[]): string | undefined {
  for (const { kinds, title, content } of sections) {
    if (kinds[0] !== 'resolution' || RESPONSE.test(title)) continue;
    const text = openingOf(content);
    if (text !== '' && !isPlaceholder(text) && !saysNothing(text)) return shortened(text);
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

/** Returns the first sentence of a text. */
export function firstSentence(text: string): string {
  let sentence = '';
  for (const { segment } of segmenter.segment(text)) {
    sentence += segment;
    if (!ABBREVIATED.test(segment)) break;
  }
  return sentence.trim();
}

function shortened(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const start = text.slice(0, MAX_LENGTH);
  const end = start.lastIndexOf(' ');
  // Without spaces, as in Chinese, the cut must not split a character.
  return `${(end > 0 ? start.slice(0, end) : start.replace(/[\uD800-\uDBFF]$/, '')).replace(/[\s,;:]+$/, '')} …`;
}
