import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadArchive } from '../../src/build/load.ts';
import type { Loaded } from '../../src/build/loaded.ts';
import type { LoadOptions } from '../../src/build/open.ts';
import { type Cache, NO_CACHE } from '../../src/disk/cache.ts';
import { MissingFolderError } from '../../src/disk/failure.ts';
import { openCache } from '../../src/disk/folder-cache.ts';
import { idsOf } from '../tools/archives/postmortems.ts';

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
    expect([...loaded.renderedKeys.keys()].sort()).toEqual(expected);
    expect(loaded.draftsLeftOut).toBe(options.drafts ? 0 : 1);
  });

  test('reports on all documents, including hidden ones', async () => {
    const { report, sources } = await load({ audience: 'public' });
    expect(report.files).toBe(5);
    expect(report.diagnostics.map(({ file, rule }) => `${path.basename(file)} ${rule}`)).toEqual([
      'broken.md invalid-yaml',
      'broken.md invalid-value',
      // Two links to an internal document, one to a draft.
      'links.md hidden-reference',
      'links.md hidden-reference',
      'links.md hidden-reference',
    ]);
    expect([...sources.keys()].map((file) => path.basename(file))).toEqual(['broken.md', 'links.md']);
  });

  test('resolves links to pages, sections and files of the site, but not to hidden documents', async () => {
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
  ])('resolves links for the base path of the site: %j with %j under %s', async (settings, options, base) => {
    const published = mkdtempSync(path.join(tmpdir(), 'nevertwice-published-'));
    cpSync(folder, published, { recursive: true });
    writeFileSync(path.join(published, 'archive.yml'), `sections: []\n${settings}\n`);
    const loaded = await loadArchive(published, { drafts: false, render: true, ...options });
    rmSync(published, { recursive: true });
    expect(loaded.address.base).toBe(base);
    expect(hrefs(loaded, 'plain')).toEqual([['back', `${base}postmortems/links/`]]);
  });

  test('publishes each file of shown documents once', async () => {
    const names = async (options: Partial<LoadOptions>) =>
      [...(await load(options)).assets.keys()].map((href) => href.replace(/\.[\da-f]{10}\./, '.')).sort();
    expect(await names({})).toEqual(['files/graph.svg', 'files/logs/a b.txt']);
    expect(await names({ render: false })).toEqual([]);
  });

  test('caches each body by everything its HTML depends on', async () => {
    const keys: unknown[] = [];
    const cache: Cache = {
      ...NO_CACHE,
      get: (kind, key, make) => {
        if (kind === 'html') keys.push(key);
        return make();
      },
    };
    const first = await load({ cache });
    const other = await load({ cache, base: '/' });
    expect(keys).toHaveLength(6);
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(5);
    expect(first.rendered.get('plain')).not.toEqual(other.rendered.get('plain'));
  });

  test('keeps the source texts of shown documents, but none for a public site', async () => {
    const read = ({ markdown }: Loaded) => Object.fromEntries(markdown);
    expect(read(await load())).toEqual({
      links: document('visibility: public\n', LINKS),
      plain: document('', '# Root cause\n[back](../links.md) ![graph](../graph.svg)\n'),
      review: document('status: review\nvisibility: public\n'),
    });
    expect(read(await load({ render: false }))).toEqual({});
    expect(read(await load({ audience: 'public' }))).toEqual({});
  });

  test('puts the requested audience into the settings of the archive', async () => {
    expect((await load()).archive?.settings.audience).toBe('internal');
    expect((await load({ audience: 'public' })).archive?.settings.audience).toBe('public');
  });

  describe('if archive.yml is invalid', () => {
    /** Returns what is reported for an archive of one document, as `file:line rule`; it has no archive to show. */
    const found = async (settings: string, source: string) => {
      const broken = mkdtempSync(path.join(folder, 'nested-'));
      writeFileSync(path.join(broken, 'archive.yml'), settings);
      writeFileSync(path.join(broken, 'a.md'), source);
      const { archive, report } = await loadArchive(broken, { drafts: true, base: '/', render: true });
      rmSync(broken, { recursive: true });
      expect([archive, report.files]).toEqual([undefined, 1]);
      return report.diagnostics.map(({ file, line, rule }) => `${path.basename(file)}:${line} ${rule}`);
    };
    const own = document('severity: p1\nregion: eu\n')
      .replace('cause: capacity', 'cause: weather')
      .replace('04-15', '04-15 10:00');
    const link = '# Root cause\n[nowhere](nowhere.md)\n';

    test.each<[string, string, string, string[]]>([
      [
        'a misspelt key',
        'titel: x\nsections: []\n',
        document('impact: 130\n'),
        ['a.md:7 invalid-yaml', 'a.md:7 invalid-value', 'archive.yml:1 invalid-settings'],
      ],
    ])('checks the documents next to %s', async (_, settings, source, expected) => {
      expect(await found(settings, source)).toEqual(expected);
    });

    test.each([
      ['that cannot be read', '- a\n'],
      [
        'with mistakes in all that they depend on',
        'severities: {}\ncauses: [{id: A b}]\nfields: {region: 1}\ntimezone: Nowhere\nsections: 3\n',
      ],
      ['with YAML that ends too early', 'severities: [p1\ncauses: "\nfields: {\ntimezone: [\nsections: [\n'],
    ])('reports nothing that settings %s may allow', async (_, settings) => {
      const others = (await found(settings, own)).filter((each) => !each.startsWith('archive.yml'));
      expect(others).toEqual([]);
    });

    test.each([
      ['of its name', 'rules: { broken-link: of }\n'],
      ['of a list', 'rules: [broken-link]\n'],
      ['of another file', '- a\n'],
    ])('switches off a rule with an unknown severity, in settings %s', async (_, settings) => {
      expect((await found(settings, document('', link))).filter((each) => each.includes('broken-link'))).toEqual([]);
    });
  });

  test.each([
    ['archive.yaml', 'Unused archive.yaml, expected the name archive.yml'],
    ['Archive.YML', 'Unused Archive.YML, expected the name archive.yml'],
  ])('reports unused settings in %s', async (name, message) => {
    const misnamed = mkdtempSync(path.join(tmpdir(), 'nevertwice-misnamed-'));
    writeFileSync(path.join(misnamed, name), 'visibility: internal\n');
    const { report } = await loadArchive(misnamed, { drafts: true, base: '/', render: false });
    const found = report.diagnostics.map((each) => [path.basename(each.file), each.message, each.help]);
    // Case-insensitive file systems have only one of the two.
    const isRead = existsSync(path.join(misnamed, 'archive.yml'));
    rmSync(misnamed, { recursive: true });
    expect(found).toEqual(isRead ? [] : [[name, message, 'Rename it to `archive.yml`.']]);
  });

  test('reports nothing about links into a document over a limit', async () => {
    const linked = mkdtempSync(path.join(folder, 'linked-'));
    writeFileSync(path.join(linked, 'a.md'), document('', '[a](b.md#c)\n'));
    writeFileSync(path.join(linked, 'b.md'), document('', `## C\n\n${'> '.repeat(200)}`));
    const { report } = await loadArchive(linked, { drafts: true, base: '/', render: false });
    rmSync(linked, { recursive: true });
    const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ file, rule }) => [path.basename(file), rule])).toEqual([['b.md', 'over-limit']]);
  });

  test('reports a hundred mistakes of a kind in one document, and the number of others', async () => {
    const many = mkdtempSync(path.join(folder, 'many-'));
    writeFileSync(path.join(many, 'a.md'), document('', '[a](/b)\n'.repeat(5000)));
    const { report } = await loadArchive(many, { drafts: true, base: '/', render: false });
    rmSync(many, { recursive: true });
    const broken = report.diagnostics.filter(({ rule }) => rule === 'broken-link');
    expect(broken).toHaveLength(100);
    expect(broken.filter(({ message }) => message.includes('more'))).toEqual([broken.at(-1)]);
    expect(broken.at(-1)?.message).toMatch(/ and 4900 more like it in this file$/);
  });

  test('shows code without highlighting if that would take minutes, and reports it', async () => {
    const slow = mkdtempSync(path.join(folder, 'slow-'));
    // Shiki checks its time limit between words only, and here one word of C# takes most of a second.
    const code = `\`\`\`cs\n${`${'<a '.repeat(150)}\n`.repeat(40)}\`\`\`\n`;
    writeFileSync(path.join(slow, 'a.md'), document('', code));
    const { report, rendered } = await loadArchive(slow, { drafts: true, base: '/', render: true });
    rmSync(slow, { recursive: true });
    const found = report.diagnostics.filter(({ rule }) => rule === 'plain-code');
    expect(found.map(({ severity, line }) => [severity, line])).toEqual([['info', 8]]);
    expect(rendered.get('a')?.html).toMatch(/<span class="line"><span>(?:&#x3C;a ){150}<\/span><\/span>\n/);
  });

  test('throws if the folder does not exist', async () => {
    const nowhere = path.join(folder, 'nowhere');
    await expect(loadArchive(nowhere, { drafts: true, base: '/', render: true })).rejects.toThrow(MissingFolderError);
  });
});

describe('for a public audience, a document that names an internal one', () => {
  const SECRET = '2024-05-06-secret';
  const BODY = `## Summary

Like [it](${SECRET}.md "About ${SECRET}") and <a href="${SECRET}.md" title="About ${SECRET}">${SECRET}</a>.

## Timeline

- 10:00 As in [${SECRET}](${SECRET}.md#summary)

## Action items

- [ ] Do as in [\`${SECRET}\`][secret] @me due:2024-06-01

[secret]: ${SECRET}.md "About ${SECRET}"

![${SECRET}](${SECRET}.md) ![](${SECRET}.md)

[![${SECRET}](secret.svg)](${SECRET}.md) <q cite="${SECRET}.md">Words</q>
`;
  let own: string;
  beforeAll(() => {
    own = mkdtempSync(path.join(tmpdir(), 'nevertwice-withheld-'));
    writeFileSync(path.join(own, 'archive.yml'), 'sections: []\nrules: { broken-link: off, missing-alt-text: off }\n');
    writeFileSync(path.join(own, 'open.md'), document(`recurs: [${SECRET}]\nunrelated: [${SECRET}]\n`, BODY));
    writeFileSync(path.join(own, `${SECRET}.md`), document('visibility: internal\n'));
    cpSync(path.join(folder, 'graph.svg'), path.join(own, 'secret.svg'));
  });
  afterAll(() => rmSync(own, { recursive: true }));

  const loadFor = (audience: 'internal' | 'public') =>
    loadArchive(own, { drafts: false, audience, base: '/', render: true, texts: true });
  const saidOf = ({ archive, rendered, texts, markdown, similarIncidents, assets }: Loaded) =>
    JSON.stringify([
      archive?.postmortems,
      archive?.postmortems.map(({ id }) => rendered.get(id)),
      [...texts],
      [...markdown],
      [...similarIncidents],
      [...assets.keys()],
    ]);

  test('does not reveal its id in anything that makes up the site', async () => {
    const loaded = await loadFor('public');
    expect(saidOf(loaded)).not.toContain('secret');
    expect(loaded.archive?.byId.get('open')).toMatchObject({
      summary: 'Like it and an incident that is not public.',
      timeline: [{ text: 'As in an incident that is not public' }],
      actions: [{ title: 'Do as in an incident that is not public', owner: '@me' }],
    });
    expect(loaded.rendered.get('open')?.html).toContain('Like <a>it</a> and an incident that is not public.');
    expect(loaded.rendered.get('open')?.html).toContain(
      '<p>an incident that is not public an incident that is not public</p>',
    );
  });

  test('shows it to an internal audience', async () => {
    expect(saidOf(await loadFor('internal')).split('secret').length).toBeGreaterThan(20);
  });

  test('is reported at each reference, at its place in the file', async () => {
    const { diagnostics } = (await loadFor('public')).report;
    expect(diagnostics.map(({ rule, severity, line, column }) => `${line}:${column} ${severity} ${rule}`)).toEqual(
      ['7:10', '8:13', '12:6', '12:63', '16:15', '20:16', '26:1'].map((place) => `${place} warning hidden-reference`),
    );
  });
});

test('a cache gives the same result, also when it is damaged', async () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'nevertwice-load-cache-'));
  const loadWith = async () => {
    const opened = await openCache(cache);
    const loaded = await load({ cache: opened, history: true });
    await opened.save();
    return { loaded, damaged: opened.damaged, problem: opened.problem };
  };
  const first = await load({ history: true });
  expect(plain((await loadWith()).loaded)).toEqual(plain(first));
  const again = await loadWith();
  expect([plain(again.loaded), again.damaged]).toEqual([plain(first), 0]);
  const file = path.join(cache, readdirSync(cache)[0] ?? '');
  for (const content of ['', 'null', readFileSync(file).subarray(0, 20_000), new Uint8Array(50_000)]) {
    writeFileSync(file, content);
    expect(plain((await loadWith()).loaded)).toEqual(plain(first));
  }
  rmSync(cache, { recursive: true });
});

/** Makes results comparable: the sources of diagnostics are read again. */
const plain = (loaded: Loaded) => ({ ...loaded, archive: JSON.stringify(loaded.archive) });
