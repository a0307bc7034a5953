import type { en, client as englishClient } from './en.ts';
import type { Messages } from './messages.ts';

/** The interface in German. */
export const de: Messages<keyof typeof en> = {
  'frame.skip': 'Zum Inhalt springen',
  'facts.severity': 'Schweregrad',
  'facts.duration': 'Dauer',
  'facts.impact': 'Auswirkung',
  'facts.cause': 'Ursache',
  'facts.services': { one: 'Betroffener Dienst', other: 'Betroffene Dienste' },
};

/** Texts for scripts in the browser. */
export const client: Messages<keyof typeof englishClient> = {
  'search.unavailable':
    'Die Suche konnte nicht geladen werden. Vielleicht ist das Netz oder die Website nicht erreichbar.',
  'search.retry': 'Erneut versuchen',
};
