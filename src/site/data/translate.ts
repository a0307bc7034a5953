import type { Archive } from '../../archive/archive.ts';
import { DEFAULT_CAUSES } from '../../archive/causes.ts';
import type { Language } from '../../archive/settings.ts';
import { causes as german } from '../language/de.ts';

const CAUSES: Readonly<Record<Language, typeof german>> = { en: {}, de: german };

/** Translates the default causes of an archive into its language. Causes of archive.yml stay as written. */
export function translateCauses(archive: Archive): Archive {
  const { settings } = archive;
  const translations = CAUSES[settings.language];
  const causes = settings.causes.map((cause) =>
    DEFAULT_CAUSES.includes(cause) ? { ...cause, ...translations[cause.id] } : cause,
  );
  return { ...archive, settings: { ...settings, causes } };
}
