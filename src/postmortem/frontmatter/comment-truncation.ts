import type { Fix, Place } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { YamlPlaces } from './yaml/places.ts';

/** A text of which `#` makes a comment, from some word on or from the first. */
export interface TruncatedText {
  key: string;
  /** What was meant, where nothing of it is left. */
  value?: string;
  place: Place;
  message: string;
  help: string;
  fix: Fix;
}

// As much as is read at a glance.
const SHOWN = 60;

/** Finds texts of top-level keys that lose words to a comment: `title: Outage #1`, `title: #1 outage`. */
export function findTruncatedTexts(
  { commentAt }: Pick<YamlPlaces, 'commentAt'>,
  keys: readonly string[],
): TruncatedText[] {
  return keys.flatMap((key): TruncatedText[] => {
    const comment = commentAt(key);
    if (!comment) return [];
    const { text, value, place, fix } = comment;
    const isWhole = value === text;
    const found = `Unexpected comment ${quote(text)}`;
    const message = isWhole
      ? `${found} as the value of \`${key}\`, expected text`
      : `${found} in \`${key}\`, expected text`;
    const example = value.length > SHOWN ? '' : `: \`${fix.text.trim()}\``;
    const help = `\`#\` begins a comment, which is left out. Put the text in quotation marks${example}.`;
    return [{ key, ...(isWhole && { value }), place, message, help, fix }];
  });
}
