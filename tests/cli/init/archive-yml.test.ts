import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { defaultSettings, parseSettings } from '../../../src/archive/settings.ts';
import { archiveYml } from '../../../src/cli/init/archive-yml.ts';
import { ROOT } from '../../tools/cli.ts';

const docs = readFileSync(path.join(ROOT, 'docs/format.md'), 'utf8');

/** The settings that stand there as comments, as settings. */
const uncommented = (text: string) => text.replaceAll(/^#(?! )/gm, '');

test('says nothing from the start', () => {
  expect(parseSettings(archiveYml({}), 'archive.yml')).toMatchObject({ settings: defaultSettings(), diagnostics: [] });
});

test('has every key, with a value that is valid without the comment sign', () => {
  const text = uncommented(archiveYml({}));
  const { settings, diagnostics } = parseSettings(text, 'archive.yml');
  expect(diagnostics).toEqual([]);
  expect(settings).toBeDefined();
  const rows = /\n## archive\.yml\n[^|]*((?:\|.*\n)+)/.exec(docs)?.[1]?.split('\n').slice(2) ?? [];
  const keys = rows.flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, key]) => key));
  expect(keys.length).toBeGreaterThan(10);
  expect(Object.keys(parse(text)).sort()).toEqual(keys.sort());
});

test('has the default of every key that has one', () => {
  const { title, severities, sections, audience, visibility } = defaultSettings();
  expect(parse(uncommented(archiveYml({})))).toMatchObject({
    title,
    severities,
    sections,
    audience,
    visibility,
    taxonomy: 'extend',
  });
});

test.each([
  { title: 'A: "b" {c} # d, e' },
  { title: '{a}' },
  { title: '- a' },
  { title: 'a', audience: 'public' as const },
])('sets %j and nothing else', (chosen) => expect(parse(archiveYml(chosen))).toEqual(chosen));
