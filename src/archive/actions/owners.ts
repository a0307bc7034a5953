import { ascending, descending } from 'd3-array';
import { ownersOf } from '../../postmortem/body/action-items.ts';
import { slugOf } from '../address.ts';
import type { LedgerEntry } from './ledger.ts';

/** The ledger entries of one owner. */
export interface OwnerEntries {
  /** The name in its most frequent spelling, and the last part of the address of its page; absent for actions without an owner. */
  owner?: { name: string; slug: string };
  entries: readonly LedgerEntry[];
}

/** Names longer than this share an address if they begin alike, as file names are limited. */
const MAX_LENGTH = 60;

/** The address of names without letters and digits. */
const NAMELESS = 'owner';

/**
 * Returns the last part of the address of an owner's page. Names that differ only in case, punctuation or a leading `@` have the same:
 * `@Jane-Doe` and `Jane Doe`.
 */
export function ownerSlug(name: string): string {
  const slug = [...slugOf(name)].slice(0, MAX_LENGTH).join('');
  return /[\p{L}\p{N}]/u.test(slug) ? slug : NAMELESS;
}

/** Groups entries by owner, those of several under each of them: the owner with most entries first, ties by name, entries without an owner last. */
export function byOwner(entries: readonly LedgerEntry[]): OwnerEntries[] {
  const owners = new Map<string, { names: string[]; entries: LedgerEntry[] }>();
  const unowned = entries.filter(({ action }) => action.owner === undefined);
  for (const entry of entries) {
    for (const [slug, name] of new Map(ownersOf(entry.action).map((name) => [ownerSlug(name), name]))) {
      const known = owners.get(slug) ?? { names: [], entries: [] };
      known.names.push(name);
      known.entries.push(entry);
      owners.set(slug, known);
    }
  }
  const groups = [...owners].map(([slug, { names, entries }]) => ({
    owner: { slug, name: mostFrequent(names) },
    entries,
  }));
  groups.sort((a, b) => descending(a.entries.length, b.entries.length) || ascending(a.owner.name, b.owner.name));
  return unowned.length > 0 ? [...groups, { entries: unowned }] : groups;
}

/** Returns the most frequent of some names, of which there is at least one; of several the first by the alphabet. */
function mostFrequent(names: readonly string[]): string {
  const counts = [...Map.groupBy(names, (name) => name)].map(([name, { length }]) => ({ name, length }));
  counts.sort((a, b) => descending(a.length, b.length) || ascending(a.name, b.name));
  return counts[0]?.name ?? '';
}
