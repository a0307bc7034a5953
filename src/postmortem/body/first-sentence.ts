// A period after one of these does not end a sentence: `e.g.`, `approx.`, `8. April`.
const ABBREVIATED =
  /(?:^|[\s(])(?:\p{L}|\d+|(?:\p{L}\.\s?)+\p{L}|approx|bzw|ca|co|dr|etc|evtl|fig|inc|incl|inkl|jr|max|min|mr|mrs|ms|no|nr|st|vs|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez))\.\s*$/iu;

// Unicode's rules never begin a sentence with a number: `It ended. 85% of users were affected.`
const BEFORE_NUMBER = /(?<=\p{L}{2}[.!?]\s+)(?=\d)/u;

// biome-ignore lint/style/noRestrictedGlobals: it splits sentences and formats no times.
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

// Longer ones are no sentences; it bounds the time to look for the end.
const MAX_LENGTH = 2000;

/** Returns the first sentence of a text. */
export function firstSentence(text: string): string {
  let sentence = '';
  for (const { segment } of segmenter.segment(text.slice(0, MAX_LENGTH))) {
    for (const piece of segment.split(BEFORE_NUMBER)) {
      sentence += piece;
      if (/\S/.test(piece) && !ABBREVIATED.test(piece)) return sentence.trim();
    }
  }
  return sentence.trim();
}
