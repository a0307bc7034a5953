import { DEFAULT_CAUSES } from '../../archive/causes.ts';
import type { Language } from '../../archive/settings/languages.ts';
import type { Settings } from '../../archive/settings.ts';
import { causes as german } from '../language/de.ts';

const CAUSES: Readonly<Partial<Record<Language, typeof german>>> = { de: german };

/** Translates the default causes of an archive into its language. Causes of archive.yml stay as written. */
export function translateCauses<From extends { settings: Settings }>(archive: From): From {
  const { settings } = archive;
  const translations = CAUSES[settings.language];
  if (!translations) return archive;
  const causes = settings.causes.map((cause) =>
    DEFAULT_CAUSES.includes(cause) ? { ...cause, ...translations[cause.id] } : cause,
  );
  return { ...archive, settings: { ...settings, causes } };
}
