import { readableColor } from '../../archive/settings/accent.ts';
import type { LoadedArchive } from '../../build/loaded.ts';
import type { SiteFile } from '../../build/write-site.ts';
import type { Cache } from '../../disk/cache.ts';
import { drawCard } from '../../site/cards/draw-card.ts';
import { openTypeface, type Typeface } from '../../site/cards/typeface.ts';
import { cardPath, type SiteData } from '../../site/data/site-data.ts';
import type { Renderer } from '../../site/renderer.ts';

// The fonts of titles, by what they have: those of most titles first.
const FONTS = ['latin', 'latin-ext', 'vietnamese'].map((part) => new RegExp(`/newsreader-${part}-wght-normal\\.`));
const GENERAL = 'card.png';

/**
 * Returns whether postmortems have share cards: link previews need the address of a site, and no one can ask an internal
 * site for an image.
 */
export function hasCards({ archive, address }: Pick<LoadedArchive, 'archive' | 'address'>): boolean {
  return address.origin !== undefined && archive.settings.audience === 'public';
}

/** Returns the share cards of a site's postmortems. Where the typeface lacks a character, the card is that of all other pages. */
export function cardFiles(site: SiteData, renderer: Renderer, cache: Cache): SiteFile[] {
  if (!site.hasCards) return [];
  const accent = accentIn(site);
  let typeface: Promise<Typeface> | undefined;
  const read = async (file: string) => Buffer.from(await renderer.readShared(file, site.address.base));
  const openFonts = async () => {
    const files = FONTS.flatMap((font) => renderer.sharedFiles.filter((file) => font.test(file)));
    return openTypeface(await Promise.all(files.map(read)));
  };
  return site.archive.postmortems.map((postmortem) => {
    const text = renderer.cardTextOf(postmortem);
    const draw = async () => {
      typeface ??= openFonts();
      return drawCard(text, await typeface, accent);
    };
    return {
      file: cardPath(postmortem),
      // Kept in the cache only: it forgets what a build does not ask for, such as cards that were taken over from the last site.
      make: async () => (await cache.get('cards', [renderer.code, text, accent], draw)) ?? read(GENERAL),
    };
  });
}

// `--accent` of tokens.css.
const ACCENT = '#0d5f58';

/** Returns the accent color of light pages. */
function accentIn({ archive }: SiteData): string {
  const { accent } = archive.settings.theme;
  return accent ? readableColor('light', typeof accent === 'string' ? accent : accent.light) : ACCENT;
}
