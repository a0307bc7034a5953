import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../tools/cli.ts';

/** The documents of the fixtures and of the example archive. */
export function documents(): string[] {
  return filesBelow('.md');
}

/** Every archive.yml of the fixtures and of the example archive. */
export function settingsFiles(): string[] {
  return filesBelow('archive.yml');
}

function filesBelow(ending: string): string[] {
  return ['tests/fixtures', 'postmortems'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .sort()
      .map((file) => readFileSync(file, 'utf8')),
  );
}
