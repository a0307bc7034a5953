import { COLOR_CODES, errorFingerprint, messagesOf } from './error-fingerprint.ts';
import { MAX_QUERY } from './limits.ts';

/** Maximum number of lines that are looked up: each may load a file. */
const MAX_LINES = 50;
/** Maximum number of characters that are read of a long text, half of them from its end, to bound the time. */
const MAX_READ = 400_000;
/** Maximum number of lines that are compared with each other, which is much slower than reading them. */
const MAX_COMPARED = 5000;
const MIN_LINE = 500;
const SAYS_ERROR = /error|exception|fatal|panic|fail|critical|severe|refused|denied|timed? ?out/i;

/** Room for line ends, which a one-line field shows as a character between spaces. */
const ROOM_FOR_LINE_ENDS = 2 * MAX_LINES;

/** Returns a query within the limit: unchanged, or reduced to its most significant lines. */
export function limitQuery(text: string): string {
  return text.length > MAX_QUERY ? significantLines(text, MAX_QUERY - ROOM_FOR_LINE_ENDS).join('\n') : text;
}

/**
 * Reduces a text of many lines, or of more than `length` characters, to its different lines with at most `length`
 * characters in all, in text order. Prefers lines that mention an error, and later lines to earlier ones: logs and
 * stack traces end with what went wrong.
 */
export function significantLines(text: string, length: number): string[] {
  const lines = endsOf(text).replaceAll('⏎', '\n').split('\n');
  if (lines.length <= MAX_LINES && text.length <= length) return lines.map(withoutColors);
  const different = distinctLines(lines);
  // One line of data must not displace all others.
  const most = Math.min(length - 1, Math.max(MIN_LINE, Math.floor(length / different.length) - 1));
  const kept: [place: number, line: string][] = [];
  let left = length;
  for (const [place, line] of different) {
    if (kept.length === MAX_LINES) break;
    const cut = line.length > most ? messagesOf(line).join('\n').slice(0, most) : line;
    if (cut.length >= left) continue;
    kept.push([place, cut]);
    left -= cut.length + 1;
  }
  return kept.sort(([a], [b]) => a - b).map(([, line]) => line);
}

/** Compares lines: those that mention an error come first. */
export function errorsFirst(a: string, b: string): number {
  return Number(saysError(b)) - Number(saysError(a));
}

/** Returns whether a line mentions an error. */
export function saysError(line: string): boolean {
  return SAYS_ERROR.test(line);
}

/** Returns lines with different content and their positions, most significant first. */
function distinctLines(lines: readonly string[]): [place: number, line: string][] {
  const different = new Map<string, [place: number, line: string]>();
  for (const place of significantFirst(lines).slice(0, MAX_COMPARED)) {
    const line = withoutColors(lines[place] ?? '');
    const key = errorFingerprint(line) || line;
    if (!different.has(key)) different.set(key, [place, line]);
  }
  return [...different.values()];
}

/**
 * Returns the positions of lines: those that mention an error, last first, then the lines after the last error, where
 * its stack trace is, then those before it, nearest first.
 */
function significantFirst(lines: readonly string[]): number[] {
  const errors: number[] = [];
  const others: number[] = [];
  for (const [place, line] of lines.entries()) (saysError(line) ? errors : others).push(place);
  const last = errors.at(-1) ?? lines.length;
  const below = others.findIndex((place) => place > last);
  const split = below < 0 ? others.length : below;
  return [...errors.reverse(), ...others.slice(split), ...others.slice(0, split).reverse()];
}

function endsOf(text: string): string {
  return text.length > MAX_READ ? `${text.slice(0, MAX_READ / 2)}\n${text.slice(-MAX_READ / 2)}` : text;
}

function withoutColors(line: string): string {
  return line.replaceAll(COLOR_CODES, '');
}
