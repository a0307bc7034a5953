import { excerpt, type Fact, type Note } from '../note.ts';
import type { TextLine } from '../text-lines.ts';

/** A share of something, in percent. */
export interface Share {
  percent: number;
  of: string;
}

interface FoundShare extends TextLine {
  percent: number;
  of?: string;
  isBound: boolean;
}

const PERCENT = /(?<![\d.,-])(\d{1,3}(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)/gi;
const ENGLISH_THINGS =
  'user ?base|users?|customers?|clients?|requests?|traffic|sessions?|orders?|log ?ins?|sign-?ins?|transactions?|calls|queries|visitors|accounts|tenants|payments|checkouts?|messages|emails?|jobs|deliveries|shipments|merchants|players|subscribers|members|employees|devices|stores|regions|pods|nodes|services|deployments|bookings|searches|uploads|downloads|page views|connections|invocations|events|writes|reads|projects|repositories';
const GERMAN_THINGS =
  'nutzer|nutzern|benutzer|benutzern|kunden|anfragen|zahlungen|bestellungen|anmeldungen|sitzungen|buchungen';
export const THINGS = `${ENGLISH_THINGS}|${GERMAN_THINGS}`;
const ENDS_IN_GERMAN = new RegExp(`\\b(?:${GERMAN_THINGS})$`, 'i');
const OF = new RegExp(
  `^\\s*(?:of\\s+)?(?:all\\s+)?(?:of\\s+)?(?:our\\s+|the\\s+|its\\s+|total\\s+|active\\s+|(?:all|unser)er\\s+|der\\s+|aller\\s+)*((?:[\\p{L}/-]+\\s){0,3}?(?:${THINGS})(?:\\s(?:${THINGS}))*)\\b`,
  'iu',
);
// `users: 30%`, `users affected (30%)`
const BEFORE = new RegExp(
  `\\b(${THINGS})(?:\\s+(?:were\\s+|was\\s+)?(?:affected|impacted|failed|failing))?\\s*[:(=–-]\\s*(?:~|about\\s|approximately\\s)?$`,
  'i',
);
const BOUND =
  /(?:up to|over|more than|less than|fewer than|at least|at most|under|below|above|almost|nearly|<|>|≤|≥|\d\s?%?\s?[-–]|\d\s?%?\s+(?:to|and|or))\s*$/i;
const AFFECTED =
  /affect|impact|unavailab|fail|error|unable|could not|disrupt|degrad|experienc|encounter|los[te]|delay|slow|timed out|down\b|5\d\d\b|betroffen|verspätet|verzögert|ausgefallen|fehlgeschlagen|gestört|abgelehnt|langsam/i;
// Utilization is not impact.
const OTHER =
  /\b(?:cpu|memory|disk|utili[sz]ation|usage|capacity|slo|sla|uptime|availability|threshold|canary|rollout|discount)\b/i;

/** Finds the share that was affected. One with a bound, without what it is a share of, or one of several is only noted. */
export function findImpact(lines: readonly TextLine[]): { impact?: Fact<Share>; notes: Note[] } {
  const of = (kind: TextLine['kinds'][number]) => sharesIn(lines.filter(({ kinds }) => kinds.includes(kind)));
  const prose = lines.filter(
    ({ text, kinds }) =>
      AFFECTED.test(text) && !kinds.some((kind) => kind === 'actions' || kind === 'lessons' || kind === 'timeline'),
  );
  const labelled = sharesIn(
    lines.filter(
      ({ text, kinds }) =>
        kinds.length === 0 &&
        /^[\p{L} ]*\b(?:impact|affected|auswirkung(?:en)?|betroffen\p{L}*)\b[^:]{0,20}:/iu.test(text),
    ),
  );
  const found =
    [of('impact'), labelled, of('summary').filter(({ text }) => AFFECTED.test(text)), sharesIn(prose)].find(
      ({ length }) => length > 0,
    ) ?? [];
  const [first, ...others] = found;
  if (!first) return { notes: [] };
  const note = (message: string): Note => ({
    line: first.line,
    field: 'impact',
    message: `${excerpt(first.text)}: ${message}`,
    option: `write \`impact: {percent: …, of: …}\``,
  });
  const clear = found.filter((each) => each.of !== undefined && !each.isBound);
  const distinct = new Set(clear.map(({ percent }) => percent));
  const [only] = clear;
  if (only?.of !== undefined && distinct.size === 1) {
    return { impact: { value: { percent: only.percent, of: only.of }, line: only.line }, notes: [] };
  }
  if (distinct.size > 1)
    return { notes: [note(`several percentages, ${[...distinct].map((each) => `${each}%`).join(' and ')}`)] };
  if (first.isBound) return { notes: [note('a bound or a range, not a share')] };
  return { notes: [note(others.length > 0 ? 'percentages of what?' : 'a percentage of what?')] };
}

function sharesIn(lines: readonly TextLine[]): FoundShare[] {
  return lines.flatMap((line) =>
    [...line.text.slice(0, 3000).matchAll(PERCENT)].flatMap(({ 0: written, 1: number, index }): FoundShare[] => {
      const percent = Number(number);
      const before = line.text.slice(Math.max(0, index - 60), index);
      const after = line.text.slice(index + written.length, index + written.length + 80);
      const of = OF.exec(after)?.[1] ?? BEFORE.exec(before)?.[1];
      const isOther = OTHER.test(lastClause(before).slice(-40)) || (!of && OTHER.test(after.slice(0, 40)));
      if (percent > 100 || isOther) return [];
      return [{ ...line, percent, ...(of && { of: nameOf(of) }), isBound: BOUND.test(before) }];
    }),
  );
}

/** Returns the name of a thing in lowercase; nouns in German keep their capital. */
function nameOf(thing: string): string {
  const words = thing.replaceAll(/\s+/g, ' ');
  return ENDS_IN_GERMAN.test(words) ? words : words.toLowerCase();
}

/** Returns a text from the end of the last sentence in it on. */
function lastClause(text: string): string {
  return text.slice(text.search(/[^.!?]*$/));
}
