import type { Archive } from '../../archive/archive.ts';
import { causesOf, type Group, pathOf, servicesOf, tagsOf, yearsOf } from '../../archive/groups/groups.ts';
import { familyPagesOf } from '../../archive/recurrence/family-pages.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { actionListsOf } from './action-lists.ts';
import { comparisonsOf } from './comparisons.ts';
import type { SiteData } from './site-data.ts';

/** The subjects of an archive's dynamic pages, by the last part of their address. */
export interface Subjects {
  groups: Record<Group['kind'], ReadonlyMap<string, Group>>;
  /** Postmortems by the former ids that no other document has. */
  aliases: ReadonlyMap<string, Postmortem>;
}

const known = new WeakMap<Archive, Subjects>();

/** Returns the subjects of dynamic pages, computed once for each archive. */
export function subjectsOf(archive: Archive): Subjects {
  const subjects = known.get(archive) ?? {
    groups: {
      cause: bySlug(causesOf(archive)),
      service: bySlug(servicesOf(archive)),
      tag: bySlug(tagsOf(archive)),
      year: bySlug(yearsOf(archive)),
    },
    aliases: aliasesOf(archive),
  };
  known.set(archive, subjects);
  return subjects;
}

function bySlug(groups: readonly Group[]): Map<string, Group> {
  return new Map(groups.map((group) => [group.slug, group]));
}

/** Some hosts ignore case in addresses, so former ids are compared without it. The newest document wins. */
function aliasesOf({ postmortems }: Archive): Map<string, Postmortem> {
  const taken = new Set(postmortems.map(({ id }) => id.toLowerCase()));
  const aliases = new Map<string, Postmortem>();
  for (const postmortem of postmortems) {
    for (const alias of postmortem.aliases) {
      if (taken.has(alias.toLowerCase())) continue;
      taken.add(alias.toLowerCase());
      aliases.set(alias, postmortem);
    }
  }
  return aliases;
}

/** Number of rows of the list of all postmortems that are in the page, the newest ones. */
export const LIST_ROWS = 100;
/** Number of rows on each page of a group, whose incidents are in several pages if there are more. */
export const GROUP_ROWS: Readonly<Record<Group['kind'], number>> = { cause: 200, service: 200, tag: 200, year: 250 };

/** Returns the address of a page of a group's list, which begins with 1, below the base. */
export function groupPath({ kind, slug }: Pick<Group, 'kind' | 'slug'>, page: number): string {
  return `${pathOf(kind, slug)}${page > 1 ? `${page}/` : ''}`;
}

/** A page of a group's list of incidents after the first, which is the page of the group. */
export interface LaterPage {
  group: Group;
  /** From 2. */
  page: number;
}

/** Returns the pages of a group after its first, if it has more than `GROUP_ROWS` incidents. */
function laterPages(group: Group): LaterPage[] {
  const count = Math.ceil(group.postmortems.length / GROUP_ROWS[group.kind]);
  return Array.from({ length: Math.max(0, count - 1) }, (_, index) => ({ group, page: index + 2 }));
}

/** Returns the later pages of all groups of a kind. */
function laterPagesOf(archive: Archive, kind: Group['kind']): LaterPage[] {
  return [...subjectsOf(archive).groups[kind].values()].flatMap(laterPages);
}

/** Returns the parameters of the addresses of all later pages of a kind: `{cause: 'network', page: '2'}`. */
export function laterPathsOf(archive: Archive, kind: Group['kind']): { params: Record<string, string> }[] {
  return laterPagesOf(archive, kind).map(({ group, page }) => ({ params: { [kind]: group.slug, page: String(page) } }));
}

/** Returns the later page of a group by the parameters of its address; `undefined` if there is none. */
export function laterPageAt(
  archive: Archive,
  kind: Group['kind'],
  params: Readonly<Record<string, string | undefined>>,
): LaterPage | undefined {
  const group = subjectsOf(archive).groups[kind].get(params[kind] ?? '');
  return group && laterPages(group).find(({ page }) => String(page) === params.page);
}

/** Returns the address of a page of the recurrences, which begins with 1, below the base. */
export function recurrencesPath(page: number): string {
  return `recurrences/${page > 1 ? `${page}/` : ''}`;
}

const KINDS: readonly Group['kind'][] = ['cause', 'service', 'tag', 'year'];

/** Pages without a parameter, by their address below the base. */
const PAGES = [
  ...['', 'postmortems/', 'causes/', 'services/', 'actions/', 'actions/owners/', 'recurrences/', 'trends/', 'search/'],
];
const FILES = [
  ...['postmortems.json', 'list.json', 'actions.json', 'destinations.json', 'actions.ics', 'robots.txt'],
  'schema/postmortem.json',
];
/** Feeds need absolute addresses. */
const FEEDS = ['feed.xml', 'feed.json'];

/** Maximum number of addresses in one file; see https://www.sitemaps.org/protocol.html. */
const SITEMAP_SIZE = 50_000;

/** Returns the addresses of all pages and files that are rendered, below the base, such as `causes/network/`. */
export function routesOf(site: SiteData): string[] {
  const { archive, address, markdown } = site;
  const { groups, aliases } = subjectsOf(archive);
  const sitemaps = sitemapsOf(site).map((_, index) => `sitemap-${index}.xml`);
  const feeds = [...groups.cause.values(), ...groups.service.values()].map(({ kind, slug }) => pathOf(kind, slug));
  return [
    ...pagesOf(site),
    '404.html',
    ...[...aliases.keys()].map((alias) => `postmortems/${alias}/`),
    ...[...markdown.keys()].map((id) => `postmortems/${id}.md`),
    ...FILES,
    ...(address.origin ? [...FEEDS, ...feeds.map((path) => `${path}feed.xml`)] : []),
    ...sitemaps,
    ...(sitemaps.length > 0 ? ['sitemap-index.xml'] : []),
  ];
}

/** Returns the addresses of the pages that people read, for a sitemap, in parts of at most 50,000. Empty for an internal site. */
export function sitemapsOf(site: SiteData): string[][] {
  if (!site.address.origin || site.archive.settings.audience !== 'public') return [];
  const pages = pagesOf(site);
  return Array.from({ length: Math.ceil(pages.length / SITEMAP_SIZE) }, (_, index) =>
    pages.slice(index * SITEMAP_SIZE, (index + 1) * SITEMAP_SIZE),
  );
}

function pagesOf(site: SiteData): string[] {
  const { archive } = site;
  const groups = Object.values(subjectsOf(archive).groups).flatMap((each) => [...each.values()]);
  return [
    ...PAGES,
    ...archive.postmortems.map(({ id }) => `postmortems/${id}/`),
    ...groups.map(({ kind, slug }) => pathOf(kind, slug)),
    ...KINDS.flatMap((kind) => laterPagesOf(archive, kind).map(({ group, page }) => groupPath(group, page))),
    ...familyPagesOf(archive)
      .slice(1)
      .map((_, index) => recurrencesPath(index + 2)),
    ...comparisonsOf(site).keys(),
    ...actionListsOf(site).pages.keys(),
  ];
}
