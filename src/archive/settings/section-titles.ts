import type { SectionKind } from '../../postmortem/body/section-names.ts';
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
