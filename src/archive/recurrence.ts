import type { Action } from '../postmortem/actions.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { dayOf, isBefore } from '../postmortem/time.ts';
import { type Archive, newestFirst } from './archive.ts';

/** What had become of an earlier incident's promises when it happened again. */
export type Verdict = 'promised-open' | 'done-yet-recurred' | 'none-promised' | 'unknown';

/** What an action's state was on an earlier day; `unknown` where it is done and nobody wrote when. */
export type StateThen = 'open' | 'done' | 'dropped' | 'unknown';

/** A declared recurrence: one row of the ledger. */
export interface Recurrence {
  earlier: Postmortem;
  later: Postmortem;
  verdict: Verdict;
  /** The earlier incident's actions with their state on the day the later one started. */
  actions: readonly { action: Action; state: StateThen }[];
  /** Which time it was for the later one, from 2: one more than the longest chain of earlier ones that it declares. */
  occurrence: number;
}

/** Incidents that repeat each other, directly or by way of others. */
export interface Family {
  /** Oldest first; two or more. */
  members: readonly Postmortem[];
  /** Newest later incident first. */
  recurrences: readonly Recurrence[];
}

/** Every declared recurrence of the archive, those of the newest incident first. */
export function recurrencesOf(archive: Archive): Recurrence[] {
  const occurrences = new Map<string, number>();
  return archive.postmortems.flatMap((later) =>
    earlierOf(archive, later)
      .sort(newestFirst)
      .map((earlier) => {
        const day = dayOf(later.started);
        const actions = earlier.actions.map((action) => ({ action, state: stateThen(action, day) }));
        const occurrence = occurrenceOf(archive, later, occurrences);
        return { earlier, later, verdict: verdictOf(actions.map(({ state }) => state)), actions, occurrence };
      }),
  );
}

/** The families of the archive, the one that came back last first. */
export function familiesOf(archive: Archive): Family[] {
  const familyOf = new Map<string, Set<Postmortem>>();
  const recurrences = recurrencesOf(archive);
  for (const { earlier, later } of recurrences) {
    const joined = new Set([...(familyOf.get(earlier.id) ?? [earlier]), ...(familyOf.get(later.id) ?? [later])]);
    for (const { id } of joined) familyOf.set(id, joined);
  }
  // Recurrences come newest first, and so do the families that they belong to.
  const families = new Set(recurrences.map(({ later }) => familyOf.get(later.id) ?? new Set([later])));
  return [...families].map((members) => ({
    members: [...members].sort(newestFirst).reverse(),
    recurrences: recurrences.filter(({ later }) => members.has(later)),
  }));
}

/**
 * An action's state on a day (`YYYY-MM-DD`), as far as its dates tell: what was done on that day was done, what was done
 * later was open, and what is open today was open then.
 */
export function stateThen({ state, done }: Action, day: string): StateThen {
  if (state !== 'done') return state;
  if (done === undefined) return 'unknown';
  return done <= day ? 'done' : 'open';
}

/**
 * The verdict over the states of an earlier incident's actions, after the product's format: dropped ones count for
 * nothing; one that was open decides; one whose state nobody knows leaves it unknown unless another decides.
 */
export function verdictOf(states: readonly StateThen[]): Verdict {
  const promised = states.filter((state) => state !== 'dropped');
  if (promised.length === 0) return 'none-promised';
  if (promised.includes('open')) return 'promised-open';
  return promised.includes('unknown') ? 'unknown' : 'done-yet-recurred';
}

/** Incidents that a later one declares to repeat; what certainly started after it is no earlier one. */
function earlierOf({ byId }: Archive, later: Postmortem): Postmortem[] {
  const declared = [...new Set(later.recurs)].flatMap((id) => byId.get(id) ?? []);
  return declared.filter((earlier) => earlier !== later && !isBefore(later.started, earlier.started));
}

function occurrenceOf(archive: Archive, postmortem: Postmortem, known: Map<string, number>): number {
  const found = known.get(postmortem.id);
  if (found !== undefined) return found;
  // Two that are known by the same day only may name each other.
  known.set(postmortem.id, 1);
  const before = earlierOf(archive, postmortem).map((earlier) => occurrenceOf(archive, earlier, known));
  const occurrence = Math.max(0, ...before) + 1;
  known.set(postmortem.id, occurrence);
  return occurrence;
}
