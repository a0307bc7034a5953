import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shorten, wrap } from '../../../src/site/cards/wrap.ts';

/** The width of a text in characters, of which some are wide. */
const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (character === 'W' ? 2 : 1), 0);

describe('lines of a title', () => {
  test.each([
    ['Login fails', 20, ['Login fails']],
    ['Login fails', 6, ['Login', 'fails']],
    ['a b c d', 3, ['a b', 'c d']],
    ['Datenbankverbindung', 8, ['Datenban', 'kverbind', 'ung']],
    ['WW W', 4, ['WW', 'W']],
    ['  a \n b ', 9, ['a b']],
    ['', 9, []],
  ])('%j in a width of %i are %j', (text, width, lines) => expect(wrap(text, width, widthOf)).toEqual(lines));

  test('are never wider than given, and have all characters in their order', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'W', ' ', 'ü', '😀'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (title, width) => {
        const lines = wrap(title, width, widthOf);
        expect(lines.filter((line) => line.trim() !== line || line === '' || widthOf(line) > width)).toEqual([]);
        expect(lines.join('').replaceAll(' ', '')).toBe(title.replaceAll(' ', ''));
      }),
    );
  });

  test.each([
    ['Login fails again', 12, 'Login fails…'],
    ['Login fails again', 7, 'Login…'],
    ['Login', 20, 'Login…'],
    ['WWW', 1, '…'],
  ])('%j is cut to a width of %i as %j', (text, width, cut) => expect(shorten(text, width, widthOf)).toBe(cut));
});
