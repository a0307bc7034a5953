import { client as english } from '../language/en.ts';
import { formatsOf } from '../language/formats.ts';
import { formatMessage, type Messages, messageParts, type Placeholders, type Values } from '../language/messages.ts';

type Key = keyof typeof english;

/** Loads the texts of other languages, which most sites do not need. */
const OTHERS: Readonly<Record<string, () => Promise<Messages<Key>>>> = {
  // Names what is used, as the rest is left out of the bundle then.
  de: async () => (await import('../language/de.ts')).client,
};

const { lang: language } = document.documentElement;
const messages: Messages<Key> = (await OTHERS[language]?.()) ?? english;

/** Formats dates, numbers and durations in the language of the page. */
export const formats = formatsOf(language);

/** Returns a text of the interface in the language of the page, with the values of its placeholders. */
export function t<K extends Key>(key: K, ...[values]: Values<(typeof english)[K]>): string {
  return formatMessage(messages[key], language, values);
}

/** Returns a text of the interface as a list of strings and nodes: the values of its placeholders may be nodes. */
export function parts<K extends Key>(
  key: K,
  values: Record<Placeholders<(typeof english)[K]>, Node>,
): (string | Node)[] {
  return messageParts<Node>(messages[key], language, values);
}
