import type { AstroIntegration } from 'astro';
import { integrationOf } from './integration.ts';
import { checkOptions, type NevertwiceOptions } from './options.ts';

export type {
  ComponentName,
  PageSlotProps,
  PostmortemEndProps,
  SectionLink,
  SiteFooterProps,
  SiteHeaderProps,
} from '../data/overrides.ts';
export type { NevertwiceOptions } from './options.ts';

/** Adds the site of an archive to an Astro project: `integrations: [nevertwice({ folder: './postmortems' })]`. */
export default function nevertwice(options: NevertwiceOptions = {}): AstroIntegration {
  return integrationOf((root) => checkOptions(options, root));
}
