import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { selectAll } from 'hast-util-select';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stemOf } from '../../src/search/text/stem.ts';
import { FOLDER, IMAGES, type Reader, SENTINELS, writeSentinelArchive } from '../tools/archives/sentinels.ts';
import { BuiltSite } from '../tools/sites/built-site.ts';
import { haystack } from '../tools/sites/haystack.ts';
import { build } from '../tools/sites/site-setup.ts';

/** A site of the archive of all sentinels: its files, and what each of them says, its path included. */
interface Searched {
  site: BuiltSite;
  texts: [file: string, text: string][];
}

let temporary: string;
let open: Searched;
let internal: Searched;
beforeAll(async () => {
  temporary = mkdtempSync(path.join(tmpdir(), 'nevertwice-sentinels-'));
  const archive = path.join(temporary, FOLDER);
  mkdirSync(archive);
  await writeSentinelArchive(archive);
  const buildFor = async (audience: 'public' | 'internal', ...options: string[]): Promise<Searched> => {
    const place = {
      archive,
      folder: path.join(temporary, audience),
      audience,
      base: '/kb/',
      site: 'https://open.example',
    };
    await build(place, '--audience', audience, '--base', place.base, '--site', place.site, ...options);
    const site = new BuiltSite(place);
    return { site, texts: site.files.map((file) => [file, `${file.toLowerCase()}\n${haystack(site.bytes(file))}`]) };
  };
  [open, internal] = await Promise.all([buildFor('public'), buildFor('internal', '--drafts')]);
});
afterAll(() => rmSync(temporary, { recursive: true }));

const filesWith = ({ texts }: Searched, word: string) =>
  texts.filter(([, text]) => text.includes(word)).map(([file]) => file);

/** The places whose sentinels a site has, each with the files that have them. */
function found(searched: Searched, reader: Reader): string[] {
  return [...SENTINELS[reader]].flatMap(([place, word]) => {
    const files = filesWith(searched, word);
    return files.length > 0 ? [`${place}: ${files.join(', ')}`] : [];
  });
}

/** The places whose sentinels a site does not have. */
function missing(searched: Searched, reader: Reader): string[] {
  return [...SENTINELS[reader]].flatMap(([place, word]) => (filesWith(searched, word).length === 0 ? [place] : []));
}

describe('a public site', () => {
  test('says nothing that only colleagues may read, or nobody', () => {
    expect([...found(open, 'internal'), ...found(open, 'nobody')]).toEqual([]);
  });

  test('has what is public', () => expect(missing(open, 'public')).toEqual([]));

  test('publishes no file of a document, as that says more than its page', () => {
    expect(open.site.files.filter((file) => file.endsWith('.md'))).toEqual([]);
  });

  test('publishes no document by a link of another name', () => {
    const files = [...open.site.files, ...internal.site.files].filter((file) => file.startsWith('files/'));
    expect(files).not.toEqual([]);
    expect(files.filter((file) => file.includes('link-to'))).toEqual([]);
  });

  test('marks no recurrence of an incident that it does not show', () => {
    const marked = ({ site }: Searched) =>
      site.pages.flatMap(({ root }) => selectAll('.recurred, .chart-dot-recurred, .legend-dot-recurred', root));
    expect(marked(open)).toEqual([]);
    expect(marked(internal)).not.toEqual([]);
  });
});

// What the public site is searched for in vain is where somebody may read it.
describe('an internal site with drafts', () => {
  test('has what is public and what is for colleagues', () => {
    expect([...missing(internal, 'public'), ...missing(internal, 'internal')]).toEqual([]);
  });

  test('says nothing that nobody may read', () => expect(found(internal, 'nobody')).toEqual([]));
});

describe('the search for sentinels', () => {
  test('finds words of the text in the packed files of the search index', () => {
    const word = String(SENTINELS.public.get('text'));
    const found = filesWith(open, word).filter((file) => file.startsWith('pagefind/'));
    expect(found.map((file) => path.extname(file))).toEqual(
      expect.arrayContaining(['.pf_fragment', '.pf_index', '.txt']),
    );
  });

  test('is for words that an index keeps as they are', () => {
    const words = Object.values(SENTINELS).flatMap((places) => [...places.values()]);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => stemOf(word) !== word)).toEqual([]);
    // Nothing is found because a longer word holds it.
    expect(words.filter((word) => words.some((other) => other !== word && other.includes(word)))).toEqual([]);
  });

  test.each(IMAGES)('is for a note that %s has', async (_name, note, make) => {
    expect(haystack(await make())).toContain(note);
  });

  test.each<[string, Buffer]>([
    ['text', Buffer.from('a zqwordqz b')],
    ['capitals', Buffer.from('ZqWordQz')],
    ['gzip', gzipSync('{"a":"zqwordqz"}')],
    ['UTF-16', Buffer.from('zqwordqz', 'utf16le')],
    ['base64', Buffer.from(`data:;base64,${Buffer.from('xx zqwordqz xx').toString('base64')}`)],
    ['marks', Buffer.from('zq-wo­rd_qz', 'latin1')],
    ['bytes that are no text', Buffer.concat([Buffer.of(0xff, 0x00, 0xd8), Buffer.from('zqwordqz'), Buffer.of(0xfe)])],
  ])('finds a word in %s', (_kind, content) => expect(haystack(content)).toContain('zqwordqz'));
});
