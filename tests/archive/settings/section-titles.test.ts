import { describe, expect, test } from 'vitest';
import { SECTION_TITLES } from '../../../src/archive/settings/section-titles.ts';
import { GERMAN_NAMES } from '../../../src/postmortem/body/german-names.ts';
import { kindOf, kindsOf, normalizeHeading, SECTION_KINDS } from '../../../src/postmortem/body/section-names.ts';

describe('sections in German', () => {
  test('are found by their titles, in capitals too', () => {
    const titles = Object.values(SECTION_TITLES.de);
    expect(titles.map((title) => kindOf(title))).toEqual(SECTION_KINDS);
    expect(titles.map((title) => kindOf(title.toUpperCase()))).toEqual(SECTION_KINDS);
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
  ])('%j names %j', (title, kinds) => expect(kindsOf(title)).toEqual(kinds));

  test('have names in the form in which headings are compared, each for one kind', () => {
    const names = Object.values(GERMAN_NAMES).flat();
    expect(names.map(normalizeHeading)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });
});
