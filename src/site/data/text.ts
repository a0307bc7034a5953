import type { Language } from '../../archive/settings.ts';
import { de } from '../language/de.ts';
import { en } from '../language/en.ts';
import { formatMessage, type Messages, type Values } from '../language/messages.ts';
import { getSite } from './current.ts';

type Key = keyof typeof en;

const LANGUAGES: Readonly<Record<Language, Messages<Key>>> = { en, de };

/** Returns a text of the interface in the language of the archive, with the values of its placeholders. */
export function t<K extends Key>(key: K, ...[values]: Values<(typeof en)[K]>): string {
  const { language } = getSite().archive.settings;
  return formatMessage(LANGUAGES[language][key], language, values);
}
