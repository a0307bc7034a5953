import type { Postmortem } from '../../postmortem/postmortem.ts';
import { isBefore } from '../../postmortem/time/timestamp.ts';

type Known = ReadonlyMap<string, Postmortem>;

/** Returns the incidents that `later` declares to repeat, without those that certainly started after it. */
export function earlierOf(later: Postmortem, byId: Known): Postmortem[] {
  const declared = [...new Set(later.recurs)].flatMap((id) => byId.get(id) ?? []);
  return declared.filter((earlier) => earlier !== later && !isBefore(later.started, earlier.started));
}

/**
 * Returns how many times each incident has happened, by id: one more than the longest chain of earlier incidents that
 * it declares. `oldestFirst` contains all incidents, so that earlier ones are counted first.
 */
export function occurrencesOf(oldestFirst: readonly Postmortem[], byId: Known): Map<string, number> {
  const occurrences = new Map<string, number>();
  for (const postmortem of oldestFirst) {
    // Two incidents known only by the same day may name each other: the one counted first has no count for the other.
    const longest = earlierOf(postmortem, byId).reduce((most, { id }) => Math.max(most, occurrences.get(id) ?? 1), 0);
    occurrences.set(postmortem.id, longest + 1);
  }
  return occurrences;
}

/** Returns whether the archive contains an incident that this one declares to repeat and that started no later. */
export function isRecurrence(
  { occurrences }: { occurrences: ReadonlyMap<string, number> },
  { id }: Postmortem,
): boolean {
  return (occurrences.get(id) ?? 1) > 1;
}
