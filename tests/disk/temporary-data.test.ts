import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryData } from '../../src/disk/temporary-data.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-temporary-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

// More than what waits to be written.
const LARGE = 'ä„“ text '.repeat(40_000);

describe('temporary data', () => {
  test('equals a map, whatever is stored and read', () => {
    const name = fc.constantFrom('a', 'b', 'c', '__proto__', '');
    const data = fc.oneof(fc.anything({ withMap: true, withSet: true, maxDepth: 2 }), fc.constant(LARGE));
    const steps = fc.array(fc.tuple(name, fc.option(data, { nil: undefined })), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (all) => {
        const [own, map] = [temporaryData(folder), new Map<string, unknown>()];
        for (const [key, value] of all) {
          if (value !== undefined) {
            own.set(key, value);
            map.set(key, structuredClone(value));
          }
          expect([own.has(key), own.get(key)]).toEqual([map.has(key), map.get(key)]);
        }
        for (const key of map.keys()) expect(own.get(key)).toEqual(map.get(key));
        own.close();
      }),
      { numRuns: 100 },
    );
  });

  test('leaves no file that others can see', () => {
    const data = temporaryData<string>(folder);
    for (const name of ['a', 'b', 'c', 'd']) data.set(name, LARGE);
    expect(readdirSync(folder)).toEqual([]);
    expect(data.get('a')).toBe(LARGE);
    data.close();
  });

  test('stays in memory where no file can be written', () => {
    writeFileSync(path.join(folder, 'file'), '');
    const data = temporaryData<string>(path.join(folder, 'file'));
    for (const name of ['a', 'b', 'c', 'd']) data.set(name, name + LARGE);
    expect(data.get('d')).toBe(`d${LARGE}`);
    expect(data.has('e')).toBe(false);
    data.close();
  });
});
