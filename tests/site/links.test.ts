import path from 'node:path';
import { selectAll } from 'hast-util-select';
import { describe, expect, test } from 'vitest';
import { type BuiltSite, referencesOf } from '../tools/sites/built-site.ts';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

describe.each(SITE_NAMES)('the site %s', (name) => {
  test('leads nowhere that does not exist', () => {
    expect(site(name).pages.flatMap((page) => deadLinks(site(name), page))).toEqual([]);
  });

  test('has one element for an id', () => {
    const twice = site(name).pages.flatMap(({ file, root }) => {
      const ids = selectAll('[id]', root).map(({ properties }) => String(properties.id));
      return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${file}: #${id}`);
    });
    expect(twice).toEqual([]);
  });

  test('has no id of its own that a heading of a postmortem could have', () => {
    const lowercase = site(name)
      .pages.filter(({ root }) => selectAll('[data-postmortem]', root).length > 0)
      .flatMap(({ file, root }) => selectAll('[id]:not(h1, h2, h3, h4, h5, h6)', root).map((it) => [file, it] as const))
      .map(([file, { properties }]) => `${file}: #${properties.id}`)
      .filter((id) => !/#(?:.*[A-Z]|user-content-)/.test(id));
    expect(lowercase).toEqual([]);
  });

  test('fetches nothing from elsewhere', () => {
    const foreign = site(name).pages.flatMap(({ file, root }) =>
      referencesOf(root)
        .filter(({ url, fetched }) => fetched && new URL(url, 'http://here.invalid').host !== 'here.invalid')
        .map(({ url }) => `${file}: ${url}`),
    );
    expect(foreign).toEqual([]);
  });

  test('has style sheets whose files exist', () => {
    const missing = site(name)
      .files.filter((file) => file.endsWith('.css') && !file.startsWith('pagefind/'))
      .flatMap((file) =>
        [
          ...site(name)
            .text(file)
            .matchAll(/url\(\s*["']?(?!data:|#)([^"')]+)|@import\s+["']([^"']+)/g),
        ]
          .map(([, url = '', imported = '']) => url || imported)
          .filter((url) => {
            const from = `http://here.invalid${site(name).place.base}${file}`;
            const { host, pathname } = new URL(url, from);
            return host !== 'here.invalid' || !site(name).fileAt(pathname);
          })
          .map((url) => `${file}: ${url}`),
      );
    expect(missing).toEqual([]);
  });

  test('links to every page but the former addresses and the one for none', () => {
    const linked = new Set(
      site(name).pages.flatMap(({ address, root }) =>
        referencesOf(root)
          .map(({ url }) => new URL(url, `http://here.invalid${address}`).pathname)
          // Such as its canonical address.
          .filter((to) => to !== address),
      ),
    );
    const orphans = site(name).pages.filter(
      ({ address, file, root }) =>
        !linked.has(address) &&
        file !== '404.html' &&
        // A list without entries need not be linked.
        selectAll('meta[http-equiv=refresh], main .empty', root).length === 0,
    );
    expect(orphans.map(({ file }) => file)).toEqual([]);
  });
});

function deadLinks(built: BuiltSite, { file, address, root }: BuiltSite['pages'][number]): string[] {
  const origin = built.place.site ? new URL(built.place.site).origin : 'http://here.invalid';
  return referencesOf(root)
    .map(({ url }) => url)
    .filter((url) => {
      const target = new URL(url, origin + address);
      if (target.origin !== origin) return !/^(?:https?|mailto):$/.test(target.protocol);
      const found = built.fileAt(target.pathname);
      if (!found) return true;
      if (!target.hash || path.extname(found) !== '.html') return false;
      return !idsOf(built, found).has(decodeURIComponent(target.hash.slice(1)));
    })
    .map((url) => `${file}: ${url}`);
}

const ids = new WeakMap<object, Set<string>>();

function idsOf(built: BuiltSite, file: string): Set<string> {
  const page = built.page(file);
  const known = ids.get(page) ?? new Set(selectAll('[id]', page.root).map(({ properties }) => String(properties.id)));
  ids.set(page, known);
  return known;
}
