import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadArchive } from '../../src/build/load.ts';

// One run reports every mistake in a file: each pair of mistakes of different kinds is made in a separate file.

interface Source {
  opening: string;
  keys: Record<string, string | undefined>;
  closing: string;
  body: string[];
}

const VALID: Source = {
  opening: '---',
  keys: {
    title: 'Login fails',
    started: '2024-04-15T15:45:00Z',
    resolved: '2024-04-15T17:45:00Z',
    impact: '30',
    cause: 'config-change',
  },
  closing: '---',
  body: ['## Summary', '## Timeline', '## Root cause', '## Resolution', '## Action items'],
};

const key = (name: string, value: string | undefined) => (source: Source) => {
  source.keys[name] = value;
};
const below = (heading: string, text: string) => (source: Source) => {
  source.body.splice(source.body.indexOf(heading) + 1, 0, '', text, '');
};

/** How each mistake is made, by its rule and the text of its message. */
const MISTAKES: Record<string, (source: Source) => void> = {
  'invalid-yaml: Unexpected `@`': key('authors', '[@jane]'),
  'invalid-yaml: Unexpected second `: `': key('title', 'Login: fails: often'),
  'invalid-yaml: Missing closing `]`': key('tags', '[pool, login'),
  'invalid-yaml: Missing closing `"`': key('summary', '"Logins failed'),
  'invalid-yaml: Unexpected tab': key('contributing', '\n\t- capacity'),
  'invalid-yaml: Unexpected alias': key('teams', '*none'),
  'invalid-yaml: Unexpected YAML': key('regions', '\n  - a\n - b'),
  'invalid-yaml: Unexpected control character': key('keeper', '"x\\x1b"'),
  'invalid-yaml: Unexpected `json`': (source) => {
    source.opening = '---json';
  },
  'invalid-yaml: Unexpected end of file': (source) => {
    source.closing = '';
  },
  'invalid-value: Unexpected value `130`': key('impact', '130'),
  'invalid-value: Unexpected value `dns`': key('cause', 'dns'),
  'unknown-key: Unexpected key `severty`': key('severty', 'sev1'),
  'missing-key: Missing key `started`': key('started', undefined),
  'unknown-reference: Unknown id `nowhere`': key('recurs', 'nowhere'),
  'unknown-reference: Unknown id `nobody`': key('related', '[nobody, 12, ""]'),
  'invalid-id: Unexpected alias `a b`': key('aliases', '[a b]'),
  'chronology: Unexpected `resolved`': key('resolved', '2024-04-14T17:45:00Z'),
  'unreadable-time: Unexpected time': below('## Timeline', '- 25:10 The alert'),
  'broken-link: `nowhere.md`': below('## Summary', '[it](nowhere.md)'),
  'unsafe-link: Unexpected address': below('## Root cause', '[it](javascript:x)'),
  'missing-section: Missing section `Resolution`': (source) => {
    source.body = source.body.filter((line) => line !== '## Resolution');
  },
  'unreadable-action: Unexpected `due:soon`': below('## Action items', '- [ ] Alert @auth due:soon'),
};

/** Pairs of which one mistake makes the other impossible. */
const EXCLUDED = new Set([
  // Without a start there is no order of times.
  'missing-key: Missing key `started` & chronology: Unexpected `resolved`',
]);

const names = Object.keys(MISTAKES);
const pairs = names
  .flatMap((first, index) => names.slice(index + 1).map((second) => [first, second] as const))
  .filter((pair) => !EXCLUDED.has(pair.join(' & ')));

function sourceOf(mistakes: readonly string[]): string {
  const source = structuredClone(VALID);
  for (const name of mistakes) MISTAKES[name]?.(source);
  const keys = Object.entries(source.keys).flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}`));
  return [source.opening, ...keys, source.closing, ...source.body, ''].join('\n');
}

let folder: string;
let found: Map<string, string[]>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-pairs-'));
  writeFileSync(path.join(folder, 'archive.yml'), 'fields: { regions: { type: list }, keeper: {} }\n');
  for (const [index, pair] of pairs.entries()) writeFileSync(path.join(folder, `pair-${index}.md`), sourceOf(pair));
  for (const [index, name] of names.entries()) writeFileSync(path.join(folder, `one-${index}.md`), sourceOf([name]));
  const { report } = await loadArchive(folder, { drafts: true, base: '/', render: false });
  found = new Map();
  for (const { file, rule, message } of report.diagnostics) {
    const name = path.basename(file);
    found.set(name, [...(found.get(name) ?? []), `${rule}: ${message}`]);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const isTold = (file: string, name: string) => (found.get(file) ?? []).some((text) => text.startsWith(name));

describe('a mistake', () => {
  test.each([...names.entries()])('%i, %s, is reported', (index, name) => {
    expect(isTold(`one-${index}.md`, name)).toBe(true);
  });

  test.each([...pairs.entries()].map(([index, [first, second]]) => [first, second, index] as const))(
    '%s is told beside %s',
    (first, second, index) => {
      const file = `pair-${index}.md`;
      const missing = [first, second].filter((name) => !isTold(file, name));
      expect({ missing, told: found.get(file) }).toEqual({ missing: [], told: found.get(file) });
    },
  );
});

describe('a mistake causes no further diagnostics', () => {
  // Both are reported for text instead of a list: its form, and the unknown id. `12` is neither text nor an id.
  const MORE: Record<string, number> = {
    'invalid-yaml: Unexpected alias': 2,
    'unknown-reference: Unknown id `nowhere`': 2,
    'unknown-reference: Unknown id `nobody`': 4,
  };

  test.each([...names.entries()])('%i, %s', (index, name) => {
    expect(found.get(`one-${index}.md`)).toHaveLength(MORE[name] ?? 1);
  });
});
