import type { Fix, Place } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { YamlPlaces } from './yaml/places.ts';

/** A text that is truncated by `#`, which starts a comment: `title: Outage #1`, `title: #1 outage`. */
export interface TruncatedText {
  key: string;
  /** The intended value, when the comment is all of it. */
  value?: string;
  place: Place;
  message: string;
  help: string;
  fix: Fix;
}

// Longer examples would hide the help.
const MAX_LENGTH = 60;

/** Finds the texts at the given paths that are truncated by a comment; a top-level key is a path too. */
export function findTruncatedTexts(
  { commentAt }: Pick<YamlPlaces, 'commentAt'>,
  paths: readonly (string | readonly string[])[],
): TruncatedText[] {
  return paths.flatMap((path): TruncatedText[] => {
    const key = [path].flat().join('.');
    const comment = commentAt([path].flat());
    if (!comment) return [];
    const { text, value, place, fix } = comment;
    const isWholeValue = value === text;
    const position = isWholeValue ? 'as the value of' : 'in';
    const message = `Unexpected comment ${quote(text)} ${position} \`${key}\`, expected text`;
    const example = value.length > MAX_LENGTH ? '' : `: \`${fix.text.trim()}\``;
    const help = `\`#\` starts a comment, which is ignored. Put the text in quotation marks${example}.`;
    return [{ key, ...(isWholeValue && { value }), place, message, help, fix }];
  });
}
