import { describe, expect, test } from 'vitest';
import { NAMES_BY_LANGUAGE, SECTION_TITLES } from '../../../src/archive/settings/section-titles.ts';
import { kindOf, kindsOf, normalizeHeading, SECTION_KINDS } from '../../../src/postmortem/body/section-names.ts';

const { de } = NAMES_BY_LANGUAGE;

describe('sections in German', () => {
  test('are found by their titles, in capitals too', () => {
    const titles = Object.values(SECTION_TITLES.de);
    expect(titles.map((title) => kindOf(title, de))).toEqual(SECTION_KINDS);
    expect(titles.map((title) => kindOf(title.toUpperCase(), de))).toEqual(SECTION_KINDS);
    expect(titles.map((title) => kindOf(title))).not.toEqual(SECTION_KINDS);
  });

  test.each([
    ['2. Chronologie (alle Zeiten in UTC)', ['timeline']],
    ['Was ist passiert?', ['summary']],
    ['Auswirkungen auf Kunden:', ['impact']],
    ['Ursache und Behebung', ['root-cause', 'resolution']],
    ['Korrektur- und Vorbeugemaßnahmen', ['actions']],
    ['Was lief gut', ['lessons']],
    ['Massnahmen', ['actions']],
    ['Root cause', ['root-cause']],
    ['Teilnehmer', []],
  ])('%j names %j', (title, kinds) => expect(kindsOf(title, de)).toEqual(kinds));

  test('have names in the form in which headings are compared, each for one kind', () => {
    const names = Object.values(de).flat();
    expect(names.map(normalizeHeading)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });
});
