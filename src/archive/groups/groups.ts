import { ascending, descending } from 'd3-array';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { slugOf } from '../address.ts';
import { type Archive, yearOf } from '../archive.ts';

/** Postmortems that share a cause, a service, a tag or a year. */
export interface Group {
  kind: 'cause' | 'service' | 'tag' | 'year';
  /** As in the frontmatter: of a cause its id, of the others their name. */
  id: string;
  /** Last part of the address of its page. */
  slug: string;
  title: string;
  /** The definition of a cause. */
  definition?: string;
  /** The team that owns a service. */
  team?: string;
  /** Id of the service that a service is part of. */
  partOf?: string;
  /** Newest first. */
  postmortems: readonly Postmortem[];
}

/** Returns all causes of the archive in the order of its settings, including causes without incidents. */
export function causesOf({ settings, postmortems }: Archive): Group[] {
  const byCause = groupBy(postmortems, ({ cause }) => [cause]);
  return settings.causes.map(({ id, title, definition }) => {
    return { kind: 'cause', id, slug: id, title, definition, postmortems: byCause.get(id) ?? [] };
  });
}

/** Returns the services of archive.yml and those named in postmortems, most incidents first. */
export function servicesOf({ settings, postmortems }: Archive): Group[] {
  const byService = groupBy(postmortems, ({ services }) => services);
  const declared = new Map(settings.services.map((service) => [service.id, service]));
  const groups = [...new Set([...declared.keys(), ...byService.keys()])].map((id): Group => {
    const { title = id, team, partOf } = declared.get(id) ?? {};
    const own = byService.get(id) ?? [];
    const facts = { ...(team && { team }), ...(partOf && { partOf }) };
    return { kind: 'service', id, slug: slugOf(id), title, ...facts, postmortems: own };
  });
  return groups.sort(mostFirst);
}

/** Returns the tags in use, most incidents first. */
export function tagsOf({ postmortems }: Archive): Group[] {
  const byTag = groupBy(postmortems, ({ tags }) => tags);
  const groups = [...byTag].map(([tag, list]): Group => {
    return { kind: 'tag', id: tag, slug: slugOf(tag), title: tag, postmortems: list };
  });
  return groups.sort(mostFirst);
}

/** Returns the years with incidents, latest first. */
export function yearsOf({ postmortems }: Archive): Group[] {
  const byYear = groupBy(postmortems, (postmortem) => [yearOf(postmortem)]);
  const groups = [...byYear].map(([year, list]): Group => {
    return { kind: 'year', id: year, slug: year, title: year, postmortems: list };
  });
  return groups.sort((a, b) => Number(b.slug) - Number(a.slug));
}

/** Returns the teams that postmortems name, which have no pages, most incidents first. */
export function teamsOf(postmortems: readonly Postmortem[]): Pick<Group, 'title' | 'postmortems'>[] {
  const groups = [...groupBy(postmortems, ({ teams }) => teams)].map(([title, list]) => ({ title, postmortems: list }));
  return groups.sort(mostFirst);
}

const FOLDERS = { cause: 'causes', service: 'services', tag: 'tags', year: 'years' } as const;

/**
 * Returns the address of a group's page relative to the site's root, such as `services/auth/`; `name` is the id of a
 * cause, a service, a tag or a year.
 */
export function pathOf(kind: Group['kind'], name: string): string {
  return `${FOLDERS[kind]}/${kind === 'service' || kind === 'tag' ? slugOf(name) : name}/`;
}

/** Returns the title of a cause; its id if the settings do not contain it. */
export function causeTitle({ settings }: Pick<Archive, 'settings'>, id: string): string {
  return settings.causes.find((cause) => cause.id === id)?.title ?? id;
}

/** Returns the title of a service; its name if archive.yml gives no title. */
export function serviceTitle({ settings }: Pick<Archive, 'settings'>, name: string): string {
  return settings.services.find(({ id }) => id === name)?.title ?? name;
}

function groupBy(postmortems: readonly Postmortem[], keysOf: (postmortem: Postmortem) => readonly string[]) {
  const groups = new Map<string, Postmortem[]>();
  for (const postmortem of postmortems) {
    for (const key of new Set(keysOf(postmortem))) {
      const group = groups.get(key);
      if (group) group.push(postmortem);
      else groups.set(key, [postmortem]);
    }
  }
  return groups;
}

function mostFirst(a: Pick<Group, 'title' | 'postmortems'>, b: Pick<Group, 'title' | 'postmortems'>): number {
  return descending(a.postmortems.length, b.postmortems.length) || ascending(a.title, b.title);
}
