import { ascending, descending } from 'd3-array';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { localDate, midnightOf } from '../postmortem/time/timestamp.ts';
import { settingsForAudience, withoutHiddenReferences } from './audience.ts';
import { earlierOf, occurrencesOf } from './recurrence/occurrences.ts';
import type { Settings } from './settings.ts';

/**
 * All postmortems that a site shows, and how they refer to each other. Immutable. Contains nothing that the audience in
 * `settings` may not see, so pages need not filter.
 */
export interface Archive {
  settings: Settings;
  /** Newest first. */
  postmortems: readonly Postmortem[];
  /** By id. */
  byId: ReadonlyMap<string, Postmortem>;
  /** Index into `postmortems`, by id. */
  positions: ReadonlyMap<string, number>;
  /**
   * How many times an incident has happened, by id: 1 more than the longest chain of earlier incidents that it
   * declares.
   */
  occurrences: ReadonlyMap<string, number>;
  /** Later incidents that declare to repeat an earlier one, oldest first, by the id of the earlier one. */
  recurrences: ReadonlyMap<string, readonly Postmortem[]>;
  /** Incidents that name this one under `related` or that it names, newest first, by id. */
  related: ReadonlyMap<string, readonly Postmortem[]>;
}

/** Other postmortems that a postmortem's page links to; every list may be empty. */
export interface Relations {
  /** Earlier incidents that this one repeats, oldest first. */
  recurs: readonly Postmortem[];
  /** Later incidents that repeat this one, oldest first. */
  recurredIn: readonly Postmortem[];
  related: readonly Postmortem[];
  /** The next incident in time. */
  newer?: Postmortem;
  /** The previous incident in time. */
  older?: Postmortem;
}

/**
 * Sorts and connects the postmortems that a site shows. Drops references to ids that are not among them and, for a
 * public site, the settings that none of them uses.
 */
export function makeArchive(postmortems: readonly Postmortem[], settings: Settings): Archive {
  const shown = new Set(postmortems.map(({ id }) => id));
  const sorted = postmortems.map((each) => withoutHiddenReferences(each, shown)).sort(newestFirst);
  const byId = new Map(sorted.map((postmortem) => [postmortem.id, postmortem]));
  const recurrences = new Map<string, Postmortem[]>();
  const related = new Map<string, Set<Postmortem>>();
  const relate = (from: string, to: Postmortem) => related.set(from, (related.get(from) ?? new Set()).add(to));
  for (const postmortem of sorted.toReversed()) {
    for (const { id } of earlierOf(postmortem, byId)) {
      const known = recurrences.get(id);
      if (known) known.push(postmortem);
      else recurrences.set(id, [postmortem]);
    }
    for (const id of postmortem.related) {
      const other = byId.get(id);
      if (!other || other === postmortem) continue;
      relate(postmortem.id, other);
      relate(id, postmortem);
    }
  }
  return {
    settings: settingsForAudience(settings, sorted),
    postmortems: sorted,
    byId,
    positions: new Map(sorted.map(({ id }, position) => [id, position])),
    occurrences: occurrencesOf(sorted.toReversed(), byId),
    recurrences,
    related: new Map([...related].map(([id, others]) => [id, [...others].sort(newestFirst)])),
  };
}

/** Returns the postmortems that one postmortem of the archive is connected to. */
export function relationsOf(archive: Archive, postmortem: Postmortem): Relations {
  const position = archive.positions.get(postmortem.id) ?? -1;
  const newer = archive.postmortems[position - 1];
  const older = position < 0 ? undefined : archive.postmortems[position + 1];
  const recurs = earlierOf(postmortem, archive.byId);
  const recurredIn = archive.recurrences.get(postmortem.id) ?? [];
  const recurrences = new Set([...recurs, ...recurredIn]);
  return {
    recurs: recurs.sort(newestFirst).reverse(),
    recurredIn,
    related: (archive.related.get(postmortem.id) ?? []).filter((other) => !recurrences.has(other)),
    ...(newer && { newer }),
    ...(older && { older }),
  };
}

/** Returns the year of the start in the author's own zone, such as `2024`. */
export function yearOf({ started }: Postmortem): string {
  return localDate(started).slice(0, 4);
}

function startOf({ started }: Postmortem): number {
  return (started.precision !== 'time' ? midnightOf(started.date) : started).epochMilliseconds;
}

/**
 * Compares by start, latest first; a start known only by its day or month counts as its beginning in UTC. Equal starts are ordered by
 * id, so that the order does not depend on the file system.
 */
export function newestFirst(a: Postmortem, b: Postmortem): number {
  return descending(startOf(a), startOf(b)) || ascending(a.id, b.id);
}
