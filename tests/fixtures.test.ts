import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadArchive } from '../src/build/load.ts';
import { formatPretty } from '../src/diagnostics/pretty.ts';
import { RULES, type Rule } from '../src/diagnostics/rules.ts';

// Each folder under tests/fixtures is named for a rule: an archive with mistakes of its kind only, good documents beside
// them, and the report that they give. `npx vitest run tests/fixtures.test.ts -u` writes the reports anew; read the diff.
const FIXTURES = path.join(import.meta.dirname, 'fixtures');
const IDS = Object.keys(RULES);

/** The day for which the fixtures are judged. */
const AS_OF = '2024-06-01';

function load(rule: string) {
  const folder = path.join(FIXTURES, rule, 'archive');
  return loadArchive(folder, { drafts: true, base: '/', render: false, asOf: AS_OF });
}

test('every rule has a fixture, and every fixture a rule', () => {
  const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...IDS].sort());
});

describe.each(IDS)('%s', (rule) => {
  test('is reported as stored', async () => {
    const { report, sources } = await load(rule);
    const text = formatPretty(report, sources, false, { verbose: true }).replaceAll(
      `${path.join(FIXTURES, rule)}${path.sep}`,
      '',
    );
    await expect(text).toMatchFileSnapshot(path.join(FIXTURES, rule, 'report.txt'));
  });

  test('is all that is wrong with its fixture, and nothing with the good documents in it', async () => {
    const { diagnostics } = (await load(rule)).report;
    expect(new Set(diagnostics.map((found) => found.rule))).toEqual(new Set([rule]));
    expect(diagnostics.filter(({ file }) => path.basename(file).startsWith('good'))).toEqual([]);
  });
});

describe('docs/rules.md', () => {
  const text = readFileSync(path.join(import.meta.dirname, '../docs/rules.md'), 'utf8');
  const sections = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0] ?? '', section]),
  );

  test('has a section for every rule, in the order of the table, and no other', () => {
    expect([...sections.keys()]).toEqual(IDS);
  });

  test.each(Object.entries<Rule>(RULES))('says of %s how grave it is and whether that can be changed', (id, rule) => {
    const section = sections.get(id) ?? '';
    expect(section).toContain(`\n**${rule.title}.** `);
    expect(section).toContain(rule.fixed ? ` ${rule.severity}, fixed.` : ` ${rule.severity}.`);
  });
});
