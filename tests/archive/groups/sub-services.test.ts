import { expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { servicesOf } from '../../../src/archive/groups/groups.ts';
import { parseSettings } from '../../../src/archive/settings.ts';

test('services know what they are part of', () => {
  const { settings } = parseSettings('services: [{id: web}, {id: shop, partOf: web}]', 'archive.yml');
  if (!settings) throw new Error('The settings are invalid');
  const parents = servicesOf(makeArchive([], settings)).map(({ id, partOf }) => [id, partOf]);
  expect(parents).toEqual([
    ['shop', 'web'],
    ['web', undefined],
  ]);
});
