/** Texts that rendering adds to a body, for readers and screen readers. */
export interface Labels {
  note: string;
  tip: string;
  important: string;
  warning: string;
  caution: string;
  code: string;
  table: string;
  tableOf(columns: string): string;
  done: string;
  notDone: string;
  footnotes: string;
  backTo(reference: string): string;
  /** Replaces a link whose text names a hidden document. */
  withheld: string;
}

const ENGLISH: Labels = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
  code: 'Code',
  table: 'Table',
  tableOf: (columns) => `Table: ${columns}`,
  done: 'Done',
  notDone: 'Not done',
  footnotes: 'Footnotes',
  backTo: (reference) => `Back to reference ${reference}`,
  withheld: 'an incident that is not public',
};

const GERMAN: Labels = {
  note: 'Hinweis',
  tip: 'Tipp',
  important: 'Wichtig',
  warning: 'Warnung',
  caution: 'Vorsicht',
  code: 'Code',
  table: 'Tabelle',
  tableOf: (columns) => `Tabelle: ${columns}`,
  done: 'Erledigt',
  notDone: 'Nicht erledigt',
  footnotes: 'Fußnoten',
  backTo: (reference) => `Zurück zu Verweis ${reference}`,
  withheld: 'ein Vorfall, der nicht öffentlich ist',
};

const LABELS: Readonly<Record<string, Labels>> = { en: ENGLISH, de: GERMAN };

/** Returns the labels in a language, such as `de`; in English if there are none. */
export function labelsIn(language = 'en'): Labels {
  return LABELS[language] ?? ENGLISH;
}
