import type { SectionLink } from '../../data/overrides.ts';
import { t } from '../../data/text.ts';
import { href } from '../href.ts';
import { SECTIONS } from './sections.ts';

/** Returns the links of the navigation; `current` is the id of the page's section, if it is in one. */
export function sectionLinks(current?: string): SectionLink[] {
  return SECTIONS.map((id) => ({ title: t(`sections.${id}`), href: href(`${id}/`), isCurrent: id === current }));
}
