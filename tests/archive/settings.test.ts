import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../src/archive/settings.ts';

const causes = (source: string) => parseSettings(source, 'archive.yml').settings?.causes.map(({ id }) => id);

describe('parseSettings', () => {
  test('gives the defaults for an empty file', () => {
    const { settings, diagnostics } = parseSettings('', 'archive.yml');
    expect(diagnostics).toEqual([]);
    expect(settings).toMatchObject({ title: 'Postmortems', audience: 'internal', causes: expect.any(Array) });
    expect(settings?.causes).toHaveLength(14);
  });

  test('adds causes to the default taxonomy, or replaces it but for `unknown`', () => {
    const own = 'causes: [{id: weather, title: Weather, definition: It rained.}]\n';
    expect(causes(own)).toHaveLength(15);
    expect(causes(`taxonomy: replace\n${own}`)).toEqual(['unknown', 'weather']);
  });

  test.each([
    ['severities: []', 1],
    ['timezone: Europe/Atlantis', 1],
    ['site: ftp://example.org', 1],
    ['title: A\nfields: {x: {type: number}}', 2],
    ['- a', 1],
    ['title: [', 1],
  ])('reports %j', (source, line) => {
    const { settings, diagnostics } = parseSettings(source, 'archive.yml');
    expect(settings).toBeUndefined();
    expect(diagnostics.map((found) => [found.rule, found.line])).toEqual([['invalid-settings', line]]);
  });
});
