import { expect, test } from 'vitest';
import { DEFAULT_CAUSES } from '../../../src/archive/causes.ts';
import { parseSettings } from '../../../src/archive/settings.ts';
import { translateCauses } from '../../../src/site/data/translate.ts';
import { causes } from '../../../src/site/language/de.ts';

test('translateCauses keeps what archive.yml says', () => {
  const own = [
    { id: 'network', title: 'Network', definition: 'Cables were cut.' },
    { id: 'weather', title: 'Weather', definition: 'A storm.' },
  ];
  const { valid: settings } = parseSettings(`language: de\ncauses: ${JSON.stringify(own)}`, 'archive.yml');
  const translated = translateCauses({ settings }).settings.causes;
  expect(translated.map(({ id }) => id)).toEqual(settings.causes.map(({ id }) => id));
  expect(translated).toEqual(expect.arrayContaining([...own, { id: 'capacity', ...causes.capacity }]));
  expect(settings.causes).toEqual(expect.arrayContaining(DEFAULT_CAUSES.filter(({ id }) => id !== 'network')));
});

test('translateCauses leaves an archive in English as it is', () => {
  const { valid: settings } = parseSettings('', 'archive.yml');
  expect(translateCauses({ settings }).settings).toBe(settings);
});
