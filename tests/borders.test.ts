import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

// The lint rules themselves hold the sources to the borders; here they are shown to notice what crosses one.
const root = path.resolve(import.meta.dirname, '..');
const CROSSINGS: [file: string, statement: string][] = [
  ['src/diagnostics/a.ts', "import '../postmortem/x.ts';"],
  ['src/postmortem/a.ts', "import '../archive/x.ts';"],
  ['src/postmortem/html/a.ts', "import '../../archive/x.ts';"],
  ['src/postmortem/b.ts', "import 'node:fs';"],
  ['src/postmortem/c.ts', "import 'astro';"],
  ['src/postmortem/d.ts', "import 'temporal-polyfill';"],
  ['src/postmortem/e.ts', 'export const now = Date.now();'],
  ['src/archive/a.ts', "import '../disk/x.ts';"],
  ['src/archive/b.ts', "import 'node:path';"],
  ['src/archive/c.ts', 'export const now = new Date();'],
  ['src/archive/d.ts', 'export const zone = Temporal.Now.timeZoneId();'],
  ['src/search/a.ts', "import '../archive/x.ts';"],
  ['src/import/a.ts', "import '../archive/x.ts';"],
  ['src/disk/a.ts', "import '../site/x.ts';"],
  ['src/disk/b.ts', "export * from 'astro/loaders';"],
  ['src/site/a.ts', "import '../cli/x.ts';"],
  ['src/site/b.ts', "import 'astro:content';"],
  ['src/cli/a.ts', "import 'astro';"],
  ['src/cli/b.ts', 'process.exit(1);'],
  ['src/cli/c.ts', 'process.exitCode = 1;'],
  ['src/components/A.astro', "---\nimport 'astro:content';\n---\n"],
  ['src/layouts/A.astro', "---\nimport '../disk/x.ts';\n---\n"],
  ['src/client/a.ts', "await import('../disk/x.ts');"],
  ['src/pages/a.astro', "---\nimport '../disk/x.ts';\n---\n"],
];
const ALLOWED: [file: string, statement: string][] = [
  ['src/archive/allowed.ts', "import '../postmortem/x.ts';"],
  ['src/archive/compared.ts', "import '../search/text/x.ts';"],
  ['src/postmortem/time.ts', "import 'temporal-polyfill';"],
  ['src/postmortem/time-words.ts', "import 'temporal-polyfill';"],
  ['src/disk/allowed.ts', "import 'node:fs';"],
  ['src/cli/build.ts', "import 'astro';"],
  ['src/cli/main.ts', 'process.exitCode = 1;'],
  ['src/pages/allowed.astro', "---\nimport 'astro:content';\n---\n"],
];

test('the linter refuses every import that crosses a border, and no other', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-borders-'));
  try {
    for (const entry of ['biome.json', 'biome'])
      cpSync(path.join(root, entry), path.join(folder, entry), { recursive: true });
    for (const [file, statement] of [...CROSSINGS, ...ALLOWED]) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${statement}\n`);
    }
    const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
    const options = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json'];
    const { stdout } = spawnSync(process.execPath, [biome, ...options], { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { location: { path: string } }[] };
    const refused = new Set(diagnostics.map(({ location }) => location.path));
    expect([...refused].sort()).toEqual(CROSSINGS.map(([file]) => file).sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
