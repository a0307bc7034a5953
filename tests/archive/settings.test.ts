import { describe, expect, test } from 'vitest';
import { documentSettings, parseSettings } from '../../src/archive/settings.ts';

const causes = (source: string) => parseSettings(source, 'archive.yml').settings?.causes.map(({ id }) => id);

describe('parseSettings', () => {
  test('returns the defaults for an empty file', () => {
    const { settings, diagnostics } = parseSettings('', 'archive.yml');
    expect(diagnostics).toEqual([]);
    expect(settings).toMatchObject({ title: 'Postmortems', audience: 'internal', causes: expect.any(Array) });
    expect(settings?.causes).toHaveLength(14);
  });

  test('extends the default taxonomy, or replaces all of it but `unknown`', () => {
    const own = 'causes: [{id: weather, title: Weather, definition: It rained.}]\n';
    expect(causes(own)).toHaveLength(15);
    expect(causes(`taxonomy: replace\n${own}`)).toEqual(['unknown', 'weather']);
  });

  test.each([
    ['severities: []', 1, 'Unexpected empty `severities`, expected an item'],
    ['severities: [sev1, sev2, sev1]', 1, 'Unexpected second `sev1` under `severities`'],
    [
      'severities: [sev1, unknown]',
      1,
      'Unexpected severity `unknown`, which stands for postmortems without a severity',
    ],
    ['title: 1.10', 1, 'Unexpected value `1.10` for `title`, expected text'],
    ['timezone: Europe/Atlantis', 1, 'Unexpected value `Europe/Atlantis` for `timezone`'],
    ['site: "https://"', 1, 'Unexpected value `https://` for `site`'],
    ['editUrl: "https://a b/{path}"', 1, 'for `editUrl`, expected an http or https address such as `https://'],
    ['site: ftp://example.org', 1, 'Unexpected value `ftp://example.org` for `site`'],
    [
      'site: https://example.org/?kb',
      1,
      'for `site`, expected the address of a site, such as `https://example.com/kb/`',
    ],
    ['editUrl: "javascript:evil(`{path}`)"', 1, 'for `editUrl`, expected an http or https address such as `https://'],
    ['editUrl: https://example.org/edit', 1, 'for `editUrl`, expected an http or https address such as `https://'],
    [
      'editUrl: https://example.org\\edit\\{path}',
      1,
      'for `editUrl`, expected an http or https address such as `https://',
    ],
    [
      "exclude: ['drafts\\*']",
      1,
      'Unexpected value `drafts\\*` for `exclude`, expected a path with `/` between its names',
    ],
    ['exclude: [C:\\work\\drafts]', 1, 'for `exclude`, expected a path with `/` between its names'],
    ['title: A\nfields: {x: {type: integer}}', 2, 'Unexpected value `integer` for `fields.x.type`'],
    ['title: A\nfields: {cause: {}}', 2, 'Unexpected field `cause`, which every postmortem already has'],
    [
      'causes:\n- {id: a, title: A, definition: A}\n- {id: a, title: B, definition: B}',
      3,
      'Unexpected second `a` under `causes`',
    ],
    ['services:\n- {id: a}\n- {id: a}', 3, 'Unexpected second `a` under `services`'],
    ['services:\n- {id: Auth}\n- {id: auth}', 3, 'Unexpected service `auth`, as `Auth` has the same address `auth`'],
    ['services:\n- {id: web}\n- {id: shop, partOf: wbe}', 3, 'Unexpected `wbe` for `partOf` of `shop`'],
    ['services: [{id: web, partOf: web}]', 1, 'Unexpected `web` for `partOf` of `web`'],
    ['services: [{id: "!!!"}]', 1, 'Unexpected service `!!!`, which has no letter or digit for an address'],
    [`services: [{id: ${'x'.repeat(201)}}]`, 1, 'whose address has more than 200 bytes'],
    [`causes: [{id: ${'x'.repeat(101)}, title: A, definition: A}]`, 1, 'Unexpected 101 characters in `causes.id`'],
    ['rules: {invalid-value: off}', 1, 'Unexpected rule `invalid-value`, whose severity is fixed'],
    ['rules: {chronolgy: off}', 1, 'Unknown rule `chronolgy`'],
    ['audience: everybody', 1, 'Unexpected value `everybody` for `audience`, expected one of `internal`, `public`'],
    ['- a', 1, 'Unexpected YAML, expected `key: value` lines'],
    ['sections: [a', 1, 'Missing closing `]`'],
    ['title: A\n---\ndescription: B', 2, 'Unexpected `---`, expected one document'],
  ])('reports %j', (source, line, message) => {
    const { settings, diagnostics } = parseSettings(source, 'archive.yml');
    expect(settings).toBeUndefined();
    expect(diagnostics.map((found) => [found.rule, found.line])).toEqual([['invalid-settings', line]]);
    expect(diagnostics[0]?.message).toContain(message);
  });

  test.each([
    'site: http://wiki:8080/kb',
    'site: HTTPS://10.0.0.1/',
    'site: http://localhost',
    'editUrl: http://git/edit/{path}',
    'editUrl: https://[::1]:8443/{path}?mode=edit',
  ])('accepts the intranet address in %j', (source) => {
    expect(parseSettings(source, 'archive.yml').diagnostics).toEqual([]);
  });

  test('accepts all settings', () => {
    const source = [
      ...['title: Incidents', 'site: https://example.org/kb', 'timezone: Europe/Copenhagen', 'audience: public'],
      ...['severities: [major, minor]', 'services: [{id: auth, title: Login, team: Identity}]', 'sections: []'],
      ...['editUrl: https://git.example.com/edit/main/{path}', 'rules: {chronology: warn, broken-link: off}'],
      ...['fields: {region: {type: list}, customer: {label: Customer}}', 'description:'],
    ].join('\r\n');
    const { settings, diagnostics } = parseSettings(`\uFEFF${source}`, 'archive.yml');
    expect(diagnostics).toEqual([]);
    expect(settings && documentSettings(settings)).toMatchObject({
      ...{ severities: ['major', 'minor'], timezone: 'Europe/Copenhagen', sections: [], visibility: 'public' },
      ...{ fields: { region: 'list', customer: 'text' }, causes: expect.arrayContaining(['unknown']) },
    });
    expect(settings).not.toHaveProperty('description');
  });

  test('accepts other names of sections, and which are expected', () => {
    const source =
      'sections: { timeline: { also: [Chronologie] }, impact: { expected: true }, resolution: { expected: false } }';
    expect(parseSettings(source, 'archive.yml')).toMatchObject({
      diagnostics: [],
      settings: {
        sections: ['Summary', 'Impact', 'Timeline', 'Root cause', 'Action items'],
        sectionNames: { timeline: ['chronologie'] },
      },
    });
  });

  test('expects the sections of the language', () => {
    const source = 'language: de\nsections: { timeline: { also: ["1. Logbuch:", "…:"] }, impact: { expected: true } }';
    const { sections, sectionNames } = parseSettings(source, 'archive.yml').valid;
    expect(sections).toEqual(['Zusammenfassung', 'Auswirkung', 'Zeitverlauf', 'Ursache', 'Behebung', 'Maßnahmen']);
    expect(sectionNames).toEqual({ timeline: ['logbuch', '…'] });
    expect(parseSettings('language: de\nsections: [Ursache]', 'archive.yml').valid).toMatchObject({
      sections: ['Ursache'],
      sectionNames: {},
    });
  });

  test.each([
    ['sections: { timline: { also: [A] } }', 'Unexpected key `timline`', 'Did you mean `timeline`?'],
    ['sections: { timeline: { als: [A] } }', 'Unexpected key `als`', 'Did you mean `also`?'],
    [
      'sections: { timeline: Chronologie }',
      'Unexpected value `Chronologie` for `sections.timeline`, expected keys',
      'also: [Chronologie]',
    ],
    ['sections: 3', 'Unexpected value `3` for `sections`', 'Write a list of titles'],
    [
      'zones: { CET: Europe/Pariss }',
      'Unexpected value `Europe/Pariss` for `zones.CET`',
      'Did you mean `Europe/Paris`?',
    ],
    ['zones: { C-T: Europe/Paris }', 'Unexpected key `C-T`', 'Remove it'],
  ])('reports %j', (source, message, help) => {
    const { diagnostics, settings } = parseSettings(source, 'archive.yml');
    expect(settings).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { message: expect.stringContaining(message), help: expect.stringContaining(help) },
    ]);
  });
});
