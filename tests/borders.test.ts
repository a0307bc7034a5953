import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCircles, type Import, layerOf, readImports, readLayers, targetOf } from './tools/borders.ts';
import { ROOT } from './tools/cli.ts';

// The table in CONTRIBUTING.md says what each layer may import.
const layers = readLayers();

test('the table has every folder of src, and no other', () => {
  const entries = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const tops = layers.map(({ folder }) => folder).filter((folder) => !folder.includes('/'));
  expect(tops.sort()).toEqual(entries.map(({ name }) => name).sort());
});

describe('the sources', () => {
  const imports = readImports();
  const crossings = imports.flatMap((each) => {
    const from = layerOf(each.file, layers);
    const to = targetOf(each, layers);
    return to === undefined || to === from ? [] : [{ ...each, from, to }];
  });
  const mayImport = (from: string | undefined, to: string) =>
    layers.find(({ folder }) => folder === from)?.may.includes(to) ?? false;

  test('import what the table allows, and nothing else', () => {
    const wrong = crossings.filter(({ from, to }) => !mayImport(from, to));
    expect(wrong.map(({ file, specifier }) => `${file}: ${specifier}`)).toEqual([]);
  });

  test('import all that the table allows', () => {
    const used = new Set(crossings.map(({ from, to }) => `${from} → ${to}`));
    const allowed = layers.flatMap(({ folder, may }) => may.map((target) => `${folder} → ${target}`));
    expect(allowed.filter((each) => !used.has(each))).toEqual([]);
  });

  test.each([
    ['src/site/compile.ts', 'Astro'],
    ['src/site/components/actions/ActionList.astro', 'archive'],
    ['src/disk/read.ts', 'Node'],
    ['src/site/pages/search.astro', 'site/client'],
    ['src/site/client/search/dialog/dialog.ts', 'search'],
  ])('among them those of %s from %s', (file, target) => {
    expect(crossings.filter((each) => each.file === file).map(({ to }) => to)).toContain(target);
  });

  test('have no circle of imports, of types neither', () => expect(findCircles(imports)).toEqual([]));
});

test.each<[string, [from: string, to: string][], string[][]]>([
  [
    'none',
    [
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ],
    [],
  ],
  [
    'two files',
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [['a', 'b']],
  ],
  ['a file and itself', [['a', 'a']], [['a']]],
  [
    'one that another file leads to',
    [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ],
    [['b', 'c']],
  ],
])('findCircles finds %s', (_, pairs, circles) => {
  const imports = pairs.map(([file, imported]): Import => ({ file, imported, specifier: '' }));
  expect(findCircles(imports)).toEqual(circles);
});

// Archives are data, and have as many documents as there were incidents. Views are images of one kind.
const DATA = /^(?:postmortems|tests\/fixtures|tests\/browser\/views)(?:\/|$)/;
const MOST_FILES = 20;

test(`no folder has more than ${MOST_FILES} files`, () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  const folders = Object.entries(Object.groupBy(files, (file) => path.dirname(file)));
  const large = folders.filter(([folder, held = []]) => !DATA.test(folder) && held.length > MOST_FILES);
  expect(large.map(([folder, held = []]) => `${folder}: ${held.length}`)).toEqual([]);
});

/** Statements in a file, and whether the linter is to refuse them. */
const CASES: [file: string, statement: string, isRefused: boolean][] = [
  // Node's modules have its prefix everywhere.
  ['src/postmortem/node.ts', "import 'fs/promises';", true],
  ['src/disk/node.ts', "import 'fs/promises';", true],
  // The clock, the calendar and the end of the process.
  ['src/postmortem/b.ts', 'export const now = Date.now();', true],
  ['src/postmortem/c.ts', "import 'temporal-polyfill';", true],
  ['src/postmortem/time/clocks.ts', "import 'temporal-polyfill';", false],
  ['src/postmortem/time/format.ts', "import 'temporal-polyfill';", false],
  ['src/archive/b.ts', 'export const now = new Date();', true],
  ['src/archive/c.ts', 'export const zone = Temporal.Now.timeZoneId();', true],
  ['src/search/d.ts', 'export const locale = Intl.NumberFormat();', true],
  ['src/cli/b.ts', 'process.exit(1);', true],
  ['src/cli/c.ts', 'process.exitCode = 1;', true],
  ['src/cli/main.ts', 'process.exitCode = 1;', false],
];

test('the linter keeps the pure layers from the clock, and all but main.ts from the exit status', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-borders-'));
  try {
    for (const entry of ['biome.json', 'biome'])
      cpSync(path.join(ROOT, entry), path.join(folder, entry), { recursive: true });
    for (const [file, statement] of CASES) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${statement}\n`);
    }
    const biome = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
    const options = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json'];
    const { stdout } = spawnSync(process.execPath, [biome, ...options], { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { location: { path: string } }[] };
    const refused = new Set(diagnostics.map(({ location }) => location.path));
    const wrong = CASES.filter(([file, , isRefused]) => refused.has(file) !== isRefused);
    expect(wrong).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
