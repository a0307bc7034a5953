/** Words, and characters of scripts without spaces, that people read in a minute. */
const WORDS = 220;
const CHARACTERS = 500;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

/** Returns how many minutes it takes to read the text of an HTML fragment, at least one. */
export function readingTime(html: string): number {
  const text = html.replaceAll(/<[^>]*>/g, ' ');
  const characters = text.match(UNSPACED)?.length ?? 0;
  const words = (characters > 0 ? text.replaceAll(UNSPACED, ' ') : text).match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  return Math.max(1, Math.round(words / WORDS + characters / CHARACTERS));
}
