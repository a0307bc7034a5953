import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cache } from '../../src/disk/cache.ts';
import { type Loaded, type LoadOptions, loadArchive } from '../../src/disk/load.ts';
import { MissingFolderError } from '../../src/disk/missing-folder.ts';
import { idsOf } from '../tools/postmortems.ts';

const document = (frontmatter: string, body = '') => `---
title: Login fails
started: 2024-04-15
duration: unknown
impact: unknown
cause: capacity
${frontmatter}---
${body}
`;

const LINKS = `[page](sub/plain.md) [section](sub/plain.md#root-cause) [own](#here) [draft](draft.md) [log](logs/a%20b.txt)
![graph](graph.svg) [outside](https://example.org)

# Here
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-load-'));
  const files = {
    'archive.yml': 'visibility: internal\nsections: []\nservices: [{ id: auth }]\n',
    'links.md': document('visibility: public\n', LINKS),
    'sub/plain.md': document('', '# Root cause\n[back](../links.md) ![graph](../graph.svg)\n'),
    'draft.md': document('status: draft\nvisibility: public\n'),
    'review.md': document('status: review\nvisibility: public\n'),
    'broken.md': document('impact: 130\n'),
    'graph.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h9v9z"/></svg>',
    'logs/a b.txt': 'log',
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const load = (options: Partial<LoadOptions> = {}) =>
  loadArchive(folder, { drafts: false, base: '/kb/', render: true, ...options });
const shown = ({ archive }: Loaded) => idsOf(archive?.postmortems ?? []);
const hrefs = ({ rendered }: Loaded, id: string) =>
  [...(rendered.get(id)?.html ?? '').matchAll(/<a href="([^"]*)"[^>]*>([^<#]+)<|<a>([^<]+)</g)].map(
    ([, href, text, dead]) => [text ?? dead, href],
  );

describe('loadArchive', () => {
  test.each<[Partial<LoadOptions>, string[]]>([
    [{}, ['links', 'plain', 'review']],
    [{ drafts: true }, ['draft', 'links', 'plain', 'review']],
    [{ audience: 'public' }, ['links', 'review']],
    [{ audience: 'public', drafts: true }, ['draft', 'links', 'review']],
  ])('shows with %j what the audience may see', async (options, expected) => {
    const loaded = await load(options);
    expect(shown(loaded)).toEqual(expected);
    expect([...loaded.rendered.keys()].sort()).toEqual(expected);
  });

  test('reports on every document, shown or not', async () => {
    const { report, sources } = await load({ audience: 'public' });
    expect(report.files).toBe(5);
    expect(report.diagnostics.map(({ file, rule }) => `${path.basename(file)} ${rule}`)).toEqual([
      'broken.md invalid-yaml',
    ]);
    expect([...sources.keys()].map((file) => path.basename(file))).toEqual(['broken.md']);
  });

  test('leads links to pages, sections and files of the site, and nowhere that is not shown', async () => {
    expect(hrefs(await load(), 'links')).toEqual([
      ['page', '/kb/postmortems/plain/'],
      ['section', '/kb/postmortems/plain/#root-cause'],
      ['own', '#here'],
      ['draft', undefined],
      ['log', expect.stringMatching(/^\/kb\/files\/logs\/a%20b\.[\da-f]{10}\.txt$/)],
      ['outside', 'https://example.org'],
    ]);
    const open = await load({ audience: 'public' });
    expect(hrefs(open, 'links').slice(0, 2)).toEqual([
      ['page', undefined],
      ['section', undefined],
    ]);
  });

  test('publishes the files of what is shown, each once', async () => {
    const names = async (options: Partial<LoadOptions>) =>
      [...(await load(options)).assets.keys()].map((href) => href.replace(/\.[\da-f]{10}\./, '.')).sort();
    expect(await names({})).toEqual(['files/graph.svg', 'files/logs/a b.txt']);
    expect(await names({ render: false })).toEqual([]);
  });

  test('asks the cache for each body, with all that its HTML depends on', async () => {
    const keys: unknown[] = [];
    const cache: Cache = {
      get: (key, make) => {
        keys.push(key);
        return make();
      },
      prune: async () => undefined,
    };
    const first = await load({ cache });
    const other = await load({ cache, base: '/' });
    expect(keys).toHaveLength(6);
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(5);
    expect(first.rendered.get('plain')).not.toEqual(other.rendered.get('plain'));
  });

  test('has no archive where archive.yml is not valid, and says so', async () => {
    const broken = mkdtempSync(path.join(folder, 'nested-'));
    writeFileSync(path.join(broken, 'archive.yml'), 'titel: x\n');
    writeFileSync(path.join(broken, 'a.md'), '');
    const { archive, report } = await loadArchive(broken, { drafts: true, base: '/', render: true });
    rmSync(broken, { recursive: true });
    expect(archive).toBeUndefined();
    expect(report.diagnostics.map(({ rule }) => rule)).toEqual(['invalid-settings']);
    expect(report.files).toBe(0);
  });

  test('reports nothing of links into a document that is over a limit', async () => {
    const linked = mkdtempSync(path.join(folder, 'linked-'));
    writeFileSync(path.join(linked, 'a.md'), document('', '[a](b.md#c)\n'));
    writeFileSync(path.join(linked, 'b.md'), document('', `## C\n\n${'> '.repeat(200)}`));
    const { report } = await loadArchive(linked, { drafts: true, base: '/', render: false });
    rmSync(linked, { recursive: true });
    const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ file, rule }) => [path.basename(file), rule])).toEqual([['b.md', 'over-limit']]);
  });

  test('reports a hundred mistakes of a kind in one document, and how many more there are', async () => {
    const many = mkdtempSync(path.join(folder, 'many-'));
    writeFileSync(path.join(many, 'a.md'), document('', '[a](/b)\n'.repeat(5000)));
    const { report } = await loadArchive(many, { drafts: true, base: '/', render: false });
    rmSync(many, { recursive: true });
    const broken = report.diagnostics.filter(({ rule }) => rule === 'broken-link');
    expect(broken).toHaveLength(100);
    expect(broken.filter(({ message }) => message.includes('more'))).toEqual([broken.at(-1)]);
    expect(broken.at(-1)?.message).toMatch(/ and 4900 more like it in this file$/);
  });

  test('shows code plain whose colours would take minutes, and says so', async () => {
    const slow = mkdtempSync(path.join(folder, 'slow-'));
    // Shiki looks at the time between words only, and here one word of C# takes most of a second.
    const code = `\`\`\`cs\n${`${'<a '.repeat(150)}\n`.repeat(40)}\`\`\`\n`;
    writeFileSync(path.join(slow, 'a.md'), document('', code));
    const { report, rendered } = await loadArchive(slow, { drafts: true, base: '/', render: true });
    rmSync(slow, { recursive: true });
    const found = report.diagnostics.filter(({ rule }) => rule === 'plain-code');
    expect(found.map(({ severity, line }) => [severity, line])).toEqual([['info', 8]]);
    expect(rendered.get('a')?.html).toMatch(/<span class="line"><span>(?:&#x3C;a ){150}<\/span><\/span>\n/);
  });

  test('throws where the folder is not there', async () => {
    const nowhere = path.join(folder, 'nowhere');
    await expect(loadArchive(nowhere, { drafts: true, base: '/', render: true })).rejects.toThrow(MissingFolderError);
  });
});
