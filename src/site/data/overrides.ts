import type { Archive } from '../../archive/archive.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';

// The props of the components that an Astro project can replace. They are part of the package's interface: docs/astro.md
// describes them.

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
  /** Settings of the archive, as in archive.yml. */
  settings: Archive['settings'];
  /** The day for which the status of action items is computed, `YYYY-MM-DD`. */
  asOf: string;
}
