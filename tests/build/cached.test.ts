import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadArchive } from '../../src/build/load.ts';
import type { LoadOptions } from '../../src/build/open.ts';
import { openCache } from '../../src/disk/folder-cache.ts';

const document = (more: string, body: string) => `---
title: Login fails
started: 2024-04-15T10:00
duration: 1h
impact: unknown
cause: capacity
${more}---
## Summary

${body}

## Zeitverlauf

- 10:05 PT Alert (detected)

## Action items

- [ ] Alert on the pool OPS-7 due:2024-06-01
`;
const LINKS = '[hidden](hidden.md#summary) [moved](sub/moved.md) [log](log.txt) ![graph](graph.svg) #412';

let root: string;
let folder: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-cached-'));
  folder = path.join(root, 'archive');
  mkdirSync(path.join(folder, 'sub'), { recursive: true });
  write('links.md', document('', LINKS));
  write('hidden.md', document('visibility: internal\nseverity: sev2\n', 'Hidden.'));
  write('draft.md', document('status: draft\nregion: eu\n', '[links](links.md)'));
  // Invalid: its title is missing.
  write('broken.md', '---\nstarted: 2024-04-15\n---\n## Summary\n');
});
afterAll(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
const settings = (text: string) => () => write('archive.yml', text);

// Each change is made on top of all earlier ones, and the cache has what was read before.
test.each<[name: string, change: () => void]>([
  ['nothing', () => undefined],
  ['timezone', settings('timezone: Europe/Berlin\n')],
  ['zones', settings('zones: { PT: America/Los_Angeles }\n')],
  ['sections', settings('sections: { timeline: { also: [Zeitverlauf] } }\n')],
  ['language', settings('language: de\n')],
  ['tickets', settings('tickets: { OPS: "https://tracker.example/{id}" }\n')],
  ['other tickets', settings('tickets: { "#": "https://tracker.example/{id}" }\n')],
  ['fields', settings('fields: { region: { type: text } }\n')],
  ['type of a field', settings('fields: { region: { type: number } }\n')],
  ['causes', settings('taxonomy: replace\ncauses: [{ id: other, title: Other, definition: Other. }]\n')],
  ['severities', settings('severities: [p1, p2]\n')],
  ['visibility', settings('visibility: internal\n')],
  ['theme', settings('theme: { footer: "[log](log.txt) [links](links.md) #412" }\n')],
  ['invalid archive.yml', settings('audience: everyone\n')],
  ['a file that is added', () => write('log.txt', 'log')],
  ['an image', () => write('graph.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>')],
  ['the size of an image', () => write('graph.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="3"/>')],
  ['a file that is removed', () => rmSync(path.join(folder, 'log.txt'))],
  ['a file that is renamed', () => renameSync(path.join(folder, 'draft.md'), path.join(folder, 'sub/moved.md'))],
  ['archive.yml that is removed', () => rmSync(path.join(folder, 'archive.yml'))],
])('the cache does not change what is read after a change: %s', async (_name, change) => {
  change();
  const requests: Partial<LoadOptions>[] = [
    { audience: 'public', asOf: '2024-05-01' },
    { audience: 'internal', asOf: '2024-07-01', drafts: true, base: '/kb/', texts: true },
    { incomplete: true, asOf: '2024-07-01', pageEnd: '' },
  ];
  for (const options of requests) {
    const load = async (more: Partial<LoadOptions>, from = folder) =>
      loadArchive(from, { drafts: false, render: true, base: '/', ...options, ...more });
    const cache = await openCache(path.join(root, 'cache'));
    const cached = await load({ cache });
    await cache.save();
    expect(cached).toEqual(await load({}));
    // The same archive, as it is named in another current folder.
    const relative = path.relative(process.cwd(), folder);
    expect(await load({ cache }, relative)).toEqual(await load({}, relative));
    await cache.save();
  }
});
