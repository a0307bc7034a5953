import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './tools/cli.ts';

type Entry = { version?: string; integrity?: string; resolved?: string; link?: boolean; inBundle?: boolean };
const read = (file: string) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Entry> };
const installed = Object.entries(packages).filter(([name, { link, inBundle }]) => name !== '' && !link && !inBundle);
const nameOf = (place: string) => place.replace(/^.*node_modules\//, '');

/**
 * Binaries for other platforms that no registry at hand has served yet in this version. `npm run lock` writes the hash of
 * each as soon as one does, and then it has to go from this list.
 */
const WITHOUT_HASH = [
  ...['android-arm64', 'darwin-arm64', 'darwin-x64', 'linux-arm64-gnu', 'linux-arm64-musl', 'wasm32-wasi'].map(
    (platform) => `@astrojs/compiler-binding-${platform}@0.5.1`,
  ),
  ...['win32-arm64-msvc', 'win32-x64-msvc'].map((platform) => `@astrojs/compiler-binding-${platform}@0.5.1`),
  ...['darwin-arm64', 'darwin-x64', 'freebsd-x64', 'windows-arm64', 'windows-x64'].map(
    (platform) => `@pagefind/${platform}@1.6.0`,
  ),
];

test('npm verifies every package by a hash, but for binaries that are listed here one by one', () => {
  expect(installed.length).toBeGreaterThan(400);
  const without = installed.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
  expect(without.map(([place, { version }]) => `${nameOf(place)}@${version}`).sort()).toEqual(WITHOUT_HASH.sort());
});

test('the lock names no registry', () => {
  expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('every dependency is named in one version', () => {
  const { dependencies, devDependencies } = read('package.json');
  const versions = Object.entries({ ...dependencies, ...devDependencies });
  for (const [name, version] of versions)
    expect([name, version]).toEqual([name, packages[`node_modules/${name}`]?.version]);
});
