import type { Postmortem } from '../../postmortem/postmortem.ts';
import { isBefore } from '../../postmortem/time/timestamp.ts';

type Known = ReadonlyMap<string, Postmortem>;

/** Incidents that a later one declares to repeat; what certainly started after it is no earlier one. */
export function earlierOf(later: Postmortem, byId: Known): Postmortem[] {
  const declared = [...new Set(later.recurs)].flatMap((id) => byId.get(id) ?? []);
  return declared.filter((earlier) => earlier !== later && !isBefore(later.started, earlier.started));
}

/**
 * Returns which time it was for each incident, by id: one more than the longest chain of earlier ones that it declares.
 * `oldestFirst` holds all incidents, so that every earlier one is known before it is asked for.
 */
export function occurrencesOf(oldestFirst: readonly Postmortem[], byId: Known): Map<string, number> {
  const occurrences = new Map<string, number>();
  for (const postmortem of oldestFirst) {
    // Two incidents that are known by the same day only may name each other: one of them is not known yet.
    const longest = earlierOf(postmortem, byId).reduce((most, { id }) => Math.max(most, occurrences.get(id) ?? 1), 0);
    occurrences.set(postmortem.id, longest + 1);
  }
  return occurrences;
}

/** Whether an incident is a recurrence: of those that it declares to repeat, the archive has one that started no later. */
export function isRecurrence(
  { occurrences }: { occurrences: ReadonlyMap<string, number> },
  { id }: Postmortem,
): boolean {
  return (occurrences.get(id) ?? 1) > 1;
}
