import { select } from 'hast-util-select';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

describe.each(SITE_NAMES)('link previews of the site %s', (name) => {
  const { place, pages, bytes, fileAt } = site(name);
  const imageOf = (root: (typeof pages)[number]['root']) => {
    const { content } = select('meta[property="og:image"]', root)?.properties ?? {};
    return content === undefined ? undefined : String(content);
  };

  test('have an image of the site whose address is known', async () => {
    // Those of former addresses lead to another page.
    for (const { file, root } of pages.filter(({ root }) => select('meta[property="og:title"]', root))) {
      const image = imageOf(root);
      expect([file, image !== undefined]).toEqual([file, place.site !== undefined]);
      if (image === undefined) continue;
      const { origin, pathname } = new URL(image);
      expect(origin).toBe(place.site);
      const target = fileAt.call(site(name), pathname);
      const { width, height } = await sharp(bytes.call(site(name), target ?? '')).metadata();
      expect([file, width, height]).toEqual([file, 1200, 630]);
    }
  });

  test('show a card for each postmortem of a public site', () => {
    const own = place.site !== undefined && place.audience === 'public';
    const postmortems = pages.filter(({ root }) => select('[data-postmortem]', root));
    expect(postmortems.length).toBeGreaterThan(0);
    for (const { file, root } of postmortems) {
      const path = own ? file.replace('index.html', 'card.png') : 'card.png';
      const expected = place.site && `${place.site}${place.base}${path}`;
      expect([file, imageOf(root)]).toEqual([file, expected && encodeURI(expected)]);
    }
  });
});
