/**
 * The usual names of sections in German by kind, in lowercase. They are known in every archive, as none of them is an English name of
 * another section.
 */
export const GERMAN_NAMES = {
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
