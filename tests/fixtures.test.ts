import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadArchive } from '../src/build/load.ts';
import { formatPretty } from '../src/diagnostics/pretty.ts';
import { RULES, type Rule } from '../src/diagnostics/rules.ts';

// Each folder under tests/fixtures but one is named after a rule, and contains an archive that violates only this rule, with some good
// documents, and the expected report. To update the reports, run `npx vitest run tests/fixtures.test.ts -u` and review the diff.
const FIXTURES = path.join(import.meta.dirname, 'fixtures');
const IDS = Object.keys(RULES);

/** An archive without problems, of which tests/site builds a site. */
const THEMED = 'themed';

/** The day that counts as today. */
const AS_OF = '2024-06-01';

function load(rule: string) {
  const folder = path.join(FIXTURES, rule, 'archive');
  return loadArchive(folder, { drafts: true, base: '/', render: false, asOf: AS_OF });
}

test('every rule has a fixture, and every fixture has a rule', () => {
  const entries = readdirSync(FIXTURES, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== THEMED);
  expect(folders.map(({ name }) => name).sort()).toEqual([...IDS].sort());
});

describe.each(IDS)('%s', (rule) => {
  test('gives the expected report', async () => {
    const { report, sources } = await load(rule);
    const text = formatPretty(report, sources, false, { verbose: true }).replaceAll(
      `${path.join(FIXTURES, rule)}${path.sep}`,
      '',
    );
    await expect(text).toMatchFileSnapshot(path.join(FIXTURES, rule, 'report.txt'));
  });

  test('is the only rule that its fixture violates, and not in the good documents', async () => {
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

  test('has one section per rule, in the order of `RULES`', () => {
    expect([...sections.keys()]).toEqual(IDS);
  });

  test.each(Object.entries<Rule>(RULES))('states the title, severity and fixedness of %s', (id, rule) => {
    const section = sections.get(id) ?? '';
    expect(section).toContain(`\n**${rule.title}.** `);
    expect(section).toContain(rule.fixed ? ` ${rule.severity}, fixed.` : ` ${rule.severity}.`);
  });
});
