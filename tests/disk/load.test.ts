import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cache, openCache } from '../../src/disk/cache.ts';
import { MissingFolderError } from '../../src/disk/failure.ts';
import { type Loaded, type LoadOptions, loadArchive } from '../../src/disk/load.ts';
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

  test.each<[string, Partial<LoadOptions>, string]>([
    ['', {}, '/'],
    ['site: https://example.com/', {}, '/'],
    ['site: https://example.com/kb', {}, '/kb/'],
    ['site: https://example.com/kb', { site: 'https://example.org/other/' }, '/other/'],
    ['site: https://example.com/kb', { base: '/mine/' }, '/mine/'],
  ])('has links lead to where the site lies: %j with %j under %s', async (settings, options, base) => {
    const published = mkdtempSync(path.join(tmpdir(), 'nevertwice-published-'));
    cpSync(folder, published, { recursive: true });
    writeFileSync(path.join(published, 'archive.yml'), `sections: []\n${settings}\n`);
    const loaded = await loadArchive(published, { drafts: false, render: true, ...options });
    rmSync(published, { recursive: true });
    expect(loaded.address.base).toBe(base);
    expect(hrefs(loaded, 'plain')).toEqual([['back', `${base}postmortems/links/`]]);
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
      get: (key, _shape, make) => {
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

  test('reports more mistakes of one document than a call takes arguments', async () => {
    const many = mkdtempSync(path.join(folder, 'many-'));
    writeFileSync(path.join(many, 'a.md'), document('', '[a](/b) '.repeat(140_000)));
    const { report } = await loadArchive(many, { drafts: true, base: '/', render: false });
    rmSync(many, { recursive: true });
    expect(report.diagnostics.filter(({ rule }) => rule === 'broken-link')).toHaveLength(140_000);
  });

  test('throws where the folder is not there', async () => {
    const nowhere = path.join(folder, 'nowhere');
    await expect(loadArchive(nowhere, { drafts: true, base: '/', render: true })).rejects.toThrow(MissingFolderError);
  });
});

test('a cache of which nothing can be trusted gives the same', async () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'nevertwice-load-cache-'));
  const entries = path.join(cache, 'rendered');
  const first = await load({ cache: await openCache(cache), history: true });
  for (const content of ['null', '{}', '{"html":[],"headings":{},"sections":"x"}', '[[["a.md"]]]', '']) {
    for (const name of readdirSync(entries)) writeFileSync(path.join(entries, name), content);
    const again = await openCache(cache);
    expect(await load({ cache: again, history: true })).toEqual(first);
    expect(again.damaged).toBe(readdirSync(entries).length);
  }
  rmSync(cache, { recursive: true });
});
