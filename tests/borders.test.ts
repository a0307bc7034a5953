import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Import, isAllowed, readImports, readLayers } from './tools/borders.ts';
import { ROOT } from './tools/cli.ts';

// The table in CONTRIBUTING.md says what each folder may import. The sources are held against it here, and so is the
// linter, which tells editors the same.
const layers = readLayers();
const folders = layers.map(({ folder }) => folder);

test('the table has every folder of src, and no other', () => {
  const entries = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect([...folders].sort()).toEqual(entries.map(({ name }) => name).sort());
});

describe('the sources', () => {
  const imports = readImports();

  test('import what the table allows, and nothing else', () => {
    const crossing = imports.filter((each) => !isAllowed(each, layers));
    expect(crossing.map(({ file, specifier }) => `${file}: ${specifier}`)).toEqual([]);
  });

  test('import all that the table allows', () => {
    const used = new Set(imports.map(({ folder, target }) => `${folder} → ${target}`));
    const allowed = layers.flatMap(({ folder, may }) => may.map((target) => `${folder} → ${target}`));
    expect(allowed.filter((each) => !used.has(each))).toEqual([]);
  });

  test.each([
    ['src/cli/build.ts', 'Astro'],
    ['src/components/ActionList.astro', 'archive'],
    ['src/disk/read.ts', 'Node'],
    ['src/pages/search.astro', 'client'],
    ['src/client/search-dialog.ts', 'search'],
  ])('among them those of %s from %s', (file, target) => {
    expect(imports.filter((each) => each.file === file).map((each) => each.target)).toContain(target);
  });
});

const SPECIFIERS: Record<string, string[]> = {
  Node: ['node:fs', 'node:fs/promises', 'node:stream/web'],
  Astro: ['astro', 'astro/loaders', 'astro:assets', '@astrojs/rss', 'vite'],
  'astro:content': ['astro:content'],
  ...Object.fromEntries(folders.map((folder) => [folder, [`../${folder}/x.ts`, `../${folder}/deep/x.ts`]])),
};

/** A file for every import that somebody may write in a folder. */
const ATTEMPTS = folders.flatMap((folder) =>
  Object.entries(SPECIFIERS).flatMap(([target, specifiers]) =>
    specifiers.map((specifier): Import => ({ folder, target, specifier, file: '' })),
  ),
);

/** Statements in a file, and whether the linter is to refuse them. */
const CASES: [file: string, statement: string, isRefused: boolean][] = [
  ...ATTEMPTS.filter(({ folder, target }) => folder !== target && folder !== 'styles').map(
    (attempt, index): [string, string, boolean] => {
      const { folder, specifier } = attempt;
      return [`src/${folder}/a${index}.ts`, `import '${specifier}';`, !isAllowed(attempt, layers)];
    },
  ),
  ...layers.flatMap(({ folder, exceptions }) =>
    exceptions.flatMap(({ target, files }) =>
      files.map((file): [string, string, boolean] => [
        `src/${folder}/${file}`,
        `import '${target.toLowerCase()}';`,
        false,
      ]),
    ),
  ),
  // In folders of folders, in components, dynamically, and as an export.
  ['src/postmortem/html/a.ts', "import '../../archive/x.ts';", true],
  ['src/components/A.astro', "---\nimport 'astro:content';\n---\n", true],
  ['src/layouts/A.astro', "---\nimport '../disk/x.ts';\n---\n", true],
  ['src/pages/a.astro', "---\nimport '../disk/x.ts';\n---\n", true],
  ['src/pages/b.astro', "---\nimport 'astro:content';\n---\n", false],
  ['src/client/dynamic.ts', "await import('../disk/x.ts');", true],
  ['src/disk/export.ts', "export * from 'astro/loaders';", true],
  // Node's modules have its prefix everywhere.
  ['src/postmortem/node.ts', "import 'fs/promises';", true],
  ['src/disk/node.ts', "import 'fs/promises';", true],
  // The clock, the calendar and the end of the process.
  ['src/postmortem/b.ts', 'export const now = Date.now();', true],
  ['src/postmortem/c.ts', "import 'temporal-polyfill';", true],
  ['src/postmortem/time.ts', "import 'temporal-polyfill';", false],
  ['src/postmortem/time-words.ts', "import 'temporal-polyfill';", false],
  ['src/archive/b.ts', 'export const now = new Date();', true],
  ['src/archive/c.ts', 'export const zone = Temporal.Now.timeZoneId();', true],
  ['src/cli/b.ts', 'process.exit(1);', true],
  ['src/cli/c.ts', 'process.exitCode = 1;', true],
  ['src/cli/main.ts', 'process.exitCode = 1;', false],
];

test('the linter refuses every import that the table does not allow, and no other', () => {
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
