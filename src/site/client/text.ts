import { client as english } from '../language/en.ts';
import { formatMessage, type Messages, type Values } from '../language/messages.ts';

type Key = keyof typeof english;

/** Loads the texts of other languages, which most sites do not need. */
const OTHERS: Readonly<Record<string, () => Promise<{ client: Messages<Key> }>>> = {
  de: () => import('../language/de.ts'),
};

const { lang: language } = document.documentElement;
const messages: Messages<Key> = (await OTHERS[language]?.())?.client ?? english;

/** Returns a text of the interface in the language of the page, with the values of its placeholders. */
export function t<K extends Key>(key: K, ...[values]: Values<(typeof english)[K]>): string {
  return formatMessage(messages[key], language, values);
}
