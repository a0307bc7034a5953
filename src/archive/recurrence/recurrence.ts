import { type ActionItem, endedOn } from '../../postmortem/body/action-items.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { type Archive, newestFirst } from '../archive.ts';
import { earlierOf } from './occurrences.ts';

/** What had become of an earlier incident's promises when it happened again. */
export type Verdict = 'promised-open' | 'done-yet-recurred' | 'none-promised' | 'unknown';

/** What an action's state was on an earlier day; `unknown` where it is done and nobody wrote when. */
export type StatusThen = 'open' | 'done' | 'dropped' | 'unknown';

/** A declared recurrence: one row of the ledger. */
export interface Recurrence {
  earlier: Postmortem;
  later: Postmortem;
  verdict: Verdict;
  /** The earlier incident's actions with their state on the day the later one started. */
  actions: readonly { action: ActionItem; state: StatusThen }[];
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

/** The recurrences that incidents of the archive declare, those of the newest incident first; by default all of them. */
export function recurrencesOf(archive: Archive, laters: readonly Postmortem[] = archive.postmortems): Recurrence[] {
  return laters.flatMap((later) =>
    earlierOf(later, archive.byId)
      .sort(newestFirst)
      .map((earlier) => recurrenceOf(archive, earlier, later)),
  );
}

/** What the ledger says of one incident: of earlier ones that it repeats, and of later ones that repeat it, newest first. */
export function recurrencesAround(archive: Archive, postmortem: Postmortem): Record<'before' | 'after', Recurrence[]> {
  const laters = archive.recurrences.get(postmortem.id) ?? [];
  return {
    before: recurrencesOf(archive, [postmortem]),
    after: laters.toReversed().map((later) => recurrenceOf(archive, postmortem, later)),
  };
}

function recurrenceOf({ occurrences }: Archive, earlier: Postmortem, later: Postmortem): Recurrence {
  const day = localDate(later.started);
  const actions = earlier.actions.map((action) => ({ action, state: statusThen(action, day) }));
  const verdict = verdictOf(actions.map(({ state }) => state));
  return { earlier, later, verdict, actions, occurrence: occurrences.get(later.id) ?? 1 };
}

/** The families of the archive, the one that came back last first. */
export function familiesOf(archive: Archive): Family[] {
  const recurrences = recurrencesOf(archive);
  const familyOf = new Map<Postmortem, Set<Postmortem>>();
  for (const { earlier, later } of recurrences) {
    const [own, other] = [familyOf.get(earlier) ?? new Set<Postmortem>(), familyOf.get(later) ?? new Set<Postmortem>()];
    const [small, large] = own.size < other.size ? [own, other] : [other, own];
    if (small === large) continue;
    for (const member of [...small, earlier, later]) familyOf.set(member, large.add(member));
  }
  // Recurrences come newest first, and so do the families that they belong to.
  const rows = new Map<Set<Postmortem>, Recurrence[]>();
  for (const recurrence of recurrences) {
    const family = familyOf.get(recurrence.later) ?? new Set<Postmortem>();
    const known = rows.get(family);
    if (known) known.push(recurrence);
    else rows.set(family, [recurrence]);
  }
  return [...rows].map(([members, recurrences]) => ({
    members: [...members].sort(newestFirst).reverse(),
    recurrences,
  }));
}

/** Number of recurrences for each verdict. */
export function verdictCountsOf(recurrences: readonly Recurrence[]): Record<Verdict, number> {
  const count = (wanted: Verdict) => recurrences.filter(({ verdict }) => verdict === wanted).length;
  return {
    'promised-open': count('promised-open'),
    'done-yet-recurred': count('done-yet-recurred'),
    'none-promised': count('none-promised'),
    unknown: count('unknown'),
  };
}

/**
 * An action's state on a day (`YYYY-MM-DD`), as far as its dates tell, or the commit that ticked or dropped it: what was
 * ended on that day was ended, what was ended later was open, and what is open today was open then.
 */
export function statusThen(action: ActionItem, day: string): StatusThen {
  if (action.state === 'open') return 'open';
  const ended = endedOn(action);
  if (ended === undefined) return action.state === 'done' ? 'unknown' : 'dropped';
  return ended <= day ? action.state : 'open';
}

/**
 * The verdict over the states of an earlier incident's actions, after the product's format: dropped ones count for
 * nothing; one that was open decides; one whose state nobody knows leaves it unknown unless another decides.
 */
export function verdictOf(states: readonly StatusThen[]): Verdict {
  const promised = states.filter((state) => state !== 'dropped');
  if (promised.length === 0) return 'none-promised';
  if (promised.includes('open')) return 'promised-open';
  return promised.includes('unknown') ? 'unknown' : 'done-yet-recurred';
}
