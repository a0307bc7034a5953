import { DEFAULT_CAUSES } from '../../archive/causes.ts';
import type { Language } from '../../archive/settings/languages.ts';
import type { Settings } from '../../archive/settings.ts';
import { causes as german } from '../language/de.ts';

const CAUSES: Readonly<Partial<Record<Language, typeof german>>> = { de: german };

// Kept, as what is derived from settings is kept by their object.
const TRANSLATED = new WeakMap<Settings, Settings>();

/** Translates the default causes of an archive into its language. Causes of archive.yml stay as written. */
export function translateCauses<From extends { settings: Settings }>(archive: From): From {
  const translations = CAUSES[archive.settings.language];
  if (!translations) return archive;
  const known = TRANSLATED.get(archive.settings);
  const settings = known ?? translated(archive.settings, translations);
  TRANSLATED.set(archive.settings, settings);
  return { ...archive, settings };
}

function translated(settings: Settings, translations: typeof german): Settings {
  const causes = settings.causes.map((cause) =>
    DEFAULT_CAUSES.includes(cause) ? { ...cause, ...translations[cause.id] } : cause,
  );
  return { ...settings, causes };
}
