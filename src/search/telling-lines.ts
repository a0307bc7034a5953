import { COLOURS, errorFingerprint, messagesOf } from './error-fingerprint.ts';
import { LONGEST_QUERY } from './limits.ts';

/** Lines of a query that are asked for: each may be a file to load. */
const MOST_LINES = 50;
/** Characters of a long text that are looked at, half of them at its end: nobody waits for more. */
const MOST_READ = 400_000;
/** Lines that are compared with each other, which takes far longer than to read them. */
const MOST_COMPARED = 5000;
const LEAST_LINE = 500;
const SAYS_ERROR = /error|exception|fatal|panic|fail|critical|severe|refused|denied|timed? ?out/i;

/** A field of one line shows each line's end as a sign between spaces. */
const ROOM_FOR_ENDS = 2 * MOST_LINES;

/** A query as far as it is read: as it is, or those lines of it that say most. */
export function boundedQuery(text: string): string {
  return text.length > LONGEST_QUERY ? linesWorthAsking(text, LONGEST_QUERY - ROOM_FOR_ENDS).join('\n') : text;
}

/**
 * Of many lines, or more than `length` characters, those lines that say something new, in the order of the text and
 * together of `length` characters at most. What speaks of an error comes before what does not, and what comes late before
 * what comes early: logs and stack traces end with what went wrong.
 */
export function linesWorthAsking(text: string, length: number): string[] {
  const lines = endsOf(text).replaceAll('⏎', '\n').split('\n');
  if (lines.length <= MOST_LINES && text.length <= length) return lines.map(withoutColours);
  const different = differentLines(lines);
  // A line of nothing but data is not to take the place of all others.
  const most = Math.min(length - 1, Math.max(LEAST_LINE, Math.floor(length / different.length) - 1));
  const kept: [place: number, line: string][] = [];
  let left = length;
  for (const [place, line] of different) {
    if (kept.length === MOST_LINES) break;
    const cut = line.length > most ? messagesOf(line).join('\n').slice(0, most) : line;
    if (cut.length >= left) continue;
    kept.push([place, cut]);
    left -= cut.length + 1;
  }
  return kept.sort(([a], [b]) => a - b).map(([, line]) => line);
}

/** Sorts the lines that speak of an error before the others. */
export function errorsFirst(a: string, b: string): number {
  return Number(SAYS_ERROR.test(b)) - Number(SAYS_ERROR.test(a));
}

/** The lines that say something else than those before them, with their places, the telling ones first. */
function differentLines(lines: readonly string[]): [place: number, line: string][] {
  const different = new Map<string, [place: number, line: string]>();
  for (const place of tellingFirst(lines).slice(0, MOST_COMPARED)) {
    const line = withoutColours(lines[place] ?? '');
    const key = errorFingerprint(line) || line;
    if (!different.has(key)) different.set(key, [place, line]);
  }
  return [...different.values()];
}

/**
 * The places of the lines that speak of an error, the last one first, then those of the lines below that one, which is where
 * its stack stands, then those above it, the nearest first.
 */
function tellingFirst(lines: readonly string[]): number[] {
  const errors: number[] = [];
  const others: number[] = [];
  for (const [place, line] of lines.entries()) (SAYS_ERROR.test(line) ? errors : others).push(place);
  const last = errors.at(-1) ?? lines.length;
  const below = others.findIndex((place) => place > last);
  const split = below < 0 ? others.length : below;
  return [...errors.reverse(), ...others.slice(split), ...others.slice(0, split).reverse()];
}

function endsOf(text: string): string {
  return text.length > MOST_READ ? `${text.slice(0, MOST_READ / 2)}\n${text.slice(-MOST_READ / 2)}` : text;
}

function withoutColours(line: string): string {
  return line.replaceAll(COLOURS, '');
}
