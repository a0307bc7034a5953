import type { Language } from '../../archive/settings/languages.ts';
import { de } from '../language/de.ts';
import { en } from '../language/en.ts';
import { formatMessage, type Messages, messageParts, type Placeholders, type Values } from '../language/messages.ts';
import { getSite } from './current.ts';

type Key = keyof typeof en;

const LANGUAGES: Readonly<Record<Language, Messages<Key>>> = { en, de };

/** Returns a text of the interface in the language of the archive, with the values of its placeholders. */
export function t<K extends Key>(key: K, ...[values]: Values<(typeof en)[K]>): string {
  const { language } = getSite().archive.settings;
  return formatMessage(LANGUAGES[language][key], language, values);
}

/** Returns a text of the interface as a list of strings and elements: the values of its placeholders may be elements. */
export function parts<K extends Key, Part>(
  key: K,
  values: Record<Placeholders<(typeof en)[K]>, Part>,
): (string | Part)[] {
  const { language } = getSite().archive.settings;
  return messageParts<Part>(LANGUAGES[language][key], language, values);
}
