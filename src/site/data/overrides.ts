import type { Postmortem } from '../../postmortem/postmortem.ts';

// Part of the interface of the package: docs/astro.md describes the components and their props.

/** The components that an Astro project can replace, and their files in the sources of the site. */
export const COMPONENTS = {
  Head: 'components/slots/Head.astro',
  PageStart: 'components/slots/PageStart.astro',
  PostmortemEnd: 'components/slots/PostmortemEnd.astro',
  SiteFooter: 'components/frame/SiteFooter.astro',
  SiteHeader: 'components/frame/SiteHeader.astro',
} as const;

export type ComponentName = keyof typeof COMPONENTS;

/** Props of `Head` and `PageStart`, which are empty by default. */
export interface PageSlotProps {
  /** Title of the page, with that of the archive. */
  title: string;
}

/** Props of `PostmortemEnd`, which is empty by default. */
export interface PostmortemEndProps {
  postmortem: Postmortem;
}

/** A link of the navigation. */
export interface SectionLink {
  title: string;
  /** Address of the section's page. */
  href: string;
  /** Whether the page belongs to the section. */
  isCurrent: boolean;
}

/** Props of `SiteHeader`. */
export interface SiteHeaderProps {
  /** Title of the archive. */
  title: string;
  /** Address of the archive's home page. */
  home: string;
  sections: readonly SectionLink[];
  /** Id of the page's section, such as `causes`; absent on the home page. */
  section?: string | undefined;
}

/** Props of `SiteFooter`. */
export interface SiteFooterProps {
  /** As in archive.yml. */
  settings: { title: string; organization?: string | undefined };
  /** The footer of archive.yml as HTML, if it has one. */
  html?: string | undefined;
  /** The day for which the status of action items is computed, `YYYY-MM-DD`. */
  asOf: string;
}
