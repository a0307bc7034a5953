import type { SectionKind, SectionNames } from '../../postmortem/body/section-names.ts';
import type { Language } from './languages.ts';

/** Title of each kind of section by language; those in English are in docs/format.md. */
export const SECTION_TITLES: Readonly<Record<Language, Readonly<Record<SectionKind, string>>>> = {
  en: {
    summary: 'Summary',
    impact: 'Impact',
    timeline: 'Timeline',
    detection: 'Detection',
    'root-cause': 'Root cause',
    resolution: 'Resolution',
    lessons: 'Lessons learned',
    actions: 'Action items',
  },
  de: {
    summary: 'Zusammenfassung',
    impact: 'Auswirkung',
    timeline: 'Zeitverlauf',
    detection: 'Erkennung',
    'root-cause': 'Ursache',
    resolution: 'Behebung',
    lessons: 'Erkenntnisse',
    actions: 'Maßnahmen',
  },
};

const GERMAN: Readonly<Record<SectionKind, readonly string[]>> = {
  summary: [
    ...['zusammenfassung', 'kurzfassung', 'überblick', 'übersicht', 'management summary', 'was ist passiert'],
    ...['was passiert ist', 'was ist geschehen', 'was geschehen ist', 'beschreibung', 'kurzbeschreibung'],
    ...['vorfallbeschreibung', 'problembeschreibung', 'beschreibung des vorfalls', 'hintergrund'],
  ],
  impact: [
    ...['auswirkung', 'auswirkungen', 'auswirkung auf kunden', 'auswirkungen auf kunden', 'kundenauswirkung'],
    ...['kundenauswirkungen', 'folgen', 'schaden', 'schweregrad', 'wer war betroffen', 'was war betroffen'],
    ...['betroffene systeme', 'betroffene dienste', 'betroffene kunden'],
  ],
  timeline: [
    ...['zeitverlauf', 'zeitlicher verlauf', 'zeitlicher ablauf', 'zeitleiste', 'zeitachse', 'zeitstrahl'],
    ...['chronologie', 'chronologie der ereignisse', 'chronologischer ablauf', 'verlauf', 'ablauf', 'hergang'],
    ...['ablauf der ereignisse', 'ereignisse', 'vorfallverlauf', 'verlauf des vorfalls', 'ablauf des vorfalls'],
  ],
  detection: [
    ...['erkennung', 'entdeckung', 'wie wurde es bemerkt', 'wie haben wir es bemerkt', 'wie wir es bemerkt haben'],
    ...['wie wurde der vorfall bemerkt', 'wie wurde der vorfall erkannt'],
  ],
  'root-cause': [
    ...['ursache', 'ursachen', 'grundursache', 'grundursachen', 'hauptursache', 'fehlerursache', 'ursachenanalyse'],
    ...['eigentliche ursache', 'analyse', 'fehleranalyse', 'auslöser', 'weitere ursachen', 'beitragende faktoren'],
    ...['begünstigende faktoren', 'warum ist es passiert', 'warum es passiert ist', 'wie konnte es dazu kommen'],
    ...['wie kam es dazu', 'wie es dazu kam', 'technische details'],
  ],
  resolution: [
    ...['behebung', 'lösung', 'fehlerbehebung', 'störungsbehebung', 'entstörung', 'wiederherstellung', 'eindämmung'],
    ...['reaktion', 'sofortmaßnahmen', 'wie wurde es behoben', 'wie haben wir es behoben', 'wie wir es behoben haben'],
    ...['wie wurde der vorfall behoben', 'wie wurde das problem behoben', 'wie wurde das problem gelöst'],
  ],
  lessons: [
    ...[
      'erkenntnisse',
      'gewonnene erkenntnisse',
      'lehren',
      'lektionen',
      'was haben wir gelernt',
      'was wir gelernt haben',
    ],
    ...['fazit', 'rückblick', 'retrospektive', 'was lief gut', 'was gut lief', 'was ist gut gelaufen'],
    ...[
      'was lief schlecht',
      'was schlecht lief',
      'was ist schlecht gelaufen',
      'was lief nicht gut',
      'was nicht gut lief',
    ],
    ...['wo hatten wir glück', 'wo wir glück hatten', 'was hätte besser laufen können'],
  ],
  actions: [
    ...['maßnahmen', 'maßnahme', 'maßnahmenplan', 'folgemaßnahmen', 'korrekturmaßnahmen', 'gegenmaßnahmen'],
    ...['abhilfemaßnahmen', 'verbesserungsmaßnahmen', 'vorbeugende maßnahmen', 'vorbeugemaßnahmen', 'vorbeugung'],
    ...['präventivmaßnahmen', 'präventionsmaßnahmen', 'prävention', 'weitere maßnahmen', 'nächste schritte'],
    ...['weiteres vorgehen', 'aufgaben', 'folgeaufgaben', 'offene punkte', 'to-dos', 'todos', 'verbesserungen'],
    ...['korrektur- und vorbeugemaßnahmen', 'wie verhindern wir eine wiederholung', 'was tun wir dagegen'],
  ],
};

/** Names of sections that an archive in a language may use besides those in English, in lowercase. */
export const NAMES_BY_LANGUAGE: Readonly<Record<Language, SectionNames>> = { en: {}, de: withoutSharpS(GERMAN) };

/** Adds the spelling of Switzerland and of capitals, such as `MASSNAHMEN`. */
function withoutSharpS(names: typeof GERMAN): SectionNames {
  const spellings = (name: string) => [...new Set([name, name.replaceAll('ß', 'ss')])];
  return Object.fromEntries(Object.entries(names).map(([kind, own]) => [kind, own.flatMap(spellings)]));
}
