import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CAUSES } from '../src/archive/causes.ts';
import { defaultSettings, documentSettings, parseSettings } from '../src/archive/settings.ts';
import { ACTION_TYPES } from '../src/postmortem/body/actions/action-fields.ts';
import { parseBody } from '../src/postmortem/body/parse.ts';
import { kindOf } from '../src/postmortem/body/section-names.ts';
import { MILESTONES } from '../src/postmortem/body/timeline/timeline.ts';
import { frontmatterJsonSchema } from '../src/postmortem/frontmatter/json-schema.ts';
import { parseFrontmatter } from '../src/postmortem/frontmatter/parse.ts';
import { FRONTMATTER_KEYS } from '../src/postmortem/frontmatter/schema.ts';
import { LIMITS } from '../src/postmortem/limits/limits.ts';

const text = readFileSync(path.join(import.meta.dirname, '../docs/format.md'), 'utf8');

/** Returns the rows of the first table under a heading as cells, without the header. */
function rowsOf(heading: string): string[][] {
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const [first = ''] = /(?:^\|.*\n)+/m.exec(section) ?? [];
  const table = first.trimEnd().split('\n');
  const cells = table.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return cells.slice(2);
}

const words = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

describe('docs/format.md', () => {
  test('has a valid example', () => {
    const [, source = ''] = /```markdown\n([\s\S]*?)\n```\n/.exec(text) ?? [];
    const settings = documentSettings(defaultSettings());
    const parsed = parseFrontmatter(source, { id: 'a', file: 'a.md', path: 'a.md' }, settings);
    const { postmortem, diagnostics } = parseBody(parsed, settings);
    expect([...parsed.diagnostics, ...diagnostics]).toEqual([]);
    expect(postmortem?.timeline.map(({ milestone }) => milestone)).toEqual([undefined, 'detected', 'resolved']);
    expect(postmortem?.actions.map(({ status }) => status)).toEqual(['open', 'done']);
  });

  test('lists every key of the frontmatter', () => {
    expect(rowsOf('Frontmatter').flatMap(([keys]) => words(keys))).toEqual(FRONTMATTER_KEYS);
  });

  test.each(['status', 'visibility', 'severity', 'trigger', 'detection'])('lists every value of %s', (key) => {
    const { properties = {} } = frontmatterJsonSchema(documentSettings(defaultSettings()), {});
    const { enum: values = [] } = properties[key] as { enum?: (string | null)[] };
    const [, cell] = rowsOf('Frontmatter').find(([keys]) => words(keys).includes(key)) ?? [];
    // Only the first and last severity are listed.
    const named = key === 'severity' ? [values[0], values.at(-2)] : values.filter((value) => value !== null);
    expect(words(cell)).toEqual(expect.arrayContaining(named));
  });

  test('lists every limit of a document', () => {
    const numbers = rowsOf('Limits').flatMap(([, cell = '']) =>
      cell.split(' · ').map((each) => Number(each.replaceAll(',', ''))),
    );
    const { bytes, frontmatter, yamlDepth, aliases, items, paragraph, word, emphasis } = LIMITS;
    const { characterReferences, columns, depth, nodes, headings, footnotes, links, definitions, entries } = LIMITS;
    const first = [bytes, frontmatter, yamlDepth, aliases, items, paragraph, word, emphasis];
    expect(numbers).toEqual([
      ...first,
      characterReferences,
      columns,
      depth,
      nodes,
      headings,
      footnotes,
      links,
      definitions,
      entries,
      entries,
    ]);
    const { settings, colouredCode, colouredLine, seconds, megabytes } = LIMITS;
    const section = text.split('\n## Limits\n')[1] ?? '';
    for (const limit of [settings, colouredCode, colouredLine, seconds, megabytes]) {
      expect(section).toContain(limit.toLocaleString('en'));
    }
  });

  test('lists sections with names that are recognized', () => {
    const rows = rowsOf('Body').map(([name = '', others = '']) => [name, ...others.split(', ').filter(Boolean)]);
    expect(rows).toHaveLength(8);
    for (const [name = '', ...others] of rows) {
      expect(kindOf(name)).toBeDefined();
      expect(others.map((other) => [other, kindOf(other)])).toEqual(others.map((other) => [other, kindOf(name)]));
    }
  });

  test('lists the milestones and the types of action items', () => {
    const named = words(text.replaceAll(/^```[\s\S]*?^```$/gm, ''));
    expect(named).toEqual(expect.arrayContaining(MILESTONES.map((name) => `(${name})`)));
    expect(named).toEqual(expect.arrayContaining([...ACTION_TYPES]));
  });

  test('lists every key of archive.yml', () => {
    const keys = rowsOf('archive.yml').flatMap(([names]) => words(names));
    const { diagnostics } = parseSettings(keys.map((key) => `${key}: 1`).join('\n'), 'archive.yml');
    expect(diagnostics.filter(({ message }) => message.startsWith('Unexpected key'))).toEqual([]);
    const { causes: _, sectionNames: __, ...settings } = defaultSettings();
    expect(keys).toEqual(expect.arrayContaining(Object.keys(settings)));
  });

  test('lists the default causes', () => {
    const causes = DEFAULT_CAUSES.map(({ id, title, definition }) => [`\`${id}\``, title, definition]);
    expect(rowsOf('Default causes')).toEqual(causes);
  });
});
