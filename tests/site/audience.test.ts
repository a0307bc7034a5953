import { expect, test } from 'vitest';
import { SECRETS } from '../tools/archives/archives.ts';
import { type BuiltSite, unpacked } from '../tools/sites/built-site.ts';
import { site } from '../tools/sites/sites.ts';

/** Files that hold a word, in their names, as text or packed. */
function filesWith(built: BuiltSite, word: string): string[] {
  return built.files.filter(
    (file) => file.includes(word) || unpacked(built.bytes(file)).toString('latin1').toLowerCase().includes(word),
  );
}

// A public document names the hidden ones under every key that takes ids, and in links, as they name public ones.
test.each(Object.entries(SECRETS))('nothing of the %s is anywhere in a public site', (_kind, word) => {
  expect(filesWith(site('open'), word)).toEqual([]);
});

test.each(Object.entries(SECRETS))(
  'the %s would be found: it is in the pages of an internal site with drafts',
  (_kind, word) => {
    const found = filesWith(site('all'), word);
    expect(found.filter((file) => file.endsWith('.html'))).not.toEqual([]);
  },
);

test('the index of an internal site with drafts holds their words', () => {
  for (const word of [SECRETS.draft, SECRETS.internal]) {
    expect(filesWith(site('all'), word).filter((file) => file.startsWith('pagefind/'))).not.toEqual([]);
  }
});
