import { type ActionItem, endedOn } from '../../postmortem/body/action-items.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { isMonth } from '../../postmortem/time/days.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { type Archive, newestFirst } from '../archive.ts';
import { earlierOf } from './occurrences.ts';

/** What had become of the earlier incident's action items when it happened again. */
export type Verdict = 'promised-open' | 'done-yet-recurred' | 'none-promised' | 'unknown';

/** Status of an action on a past day; `unknown` if its status is, or it is done and its completion date is not recorded. */
export type StatusThen = 'open' | 'done' | 'dropped' | 'unknown';

/** A declared recurrence: a pair of incidents of which the later repeats the earlier. */
export interface Recurrence {
  earlier: Postmortem;
  later: Postmortem;
  verdict: Verdict;
  /** The earlier incident's actions with their status on the day the later incident started. */
  actions: readonly { action: ActionItem; status: StatusThen }[];
  /**
   * How many times the later incident has happened, 2 or more: one more than the longest chain of earlier incidents
   * that it declares.
   */
  occurrence: number;
}

/** Incidents that repeat each other, directly or through others. */
export interface Family {
  /** Oldest first; two or more. */
  members: readonly Postmortem[];
  /** Those of the newest later incident first. */
  recurrences: readonly Recurrence[];
}

/** Returns the recurrences that some incidents declare, newest incident first; those of all incidents by default. */
export function recurrencesOf(
  archive: Archive,
  laterIncidents: readonly Postmortem[] = archive.postmortems,
): Recurrence[] {
  return laterIncidents.flatMap((later) =>
    earlierOf(later, archive.byId)
      .sort(newestFirst)
      .map((earlier) => compareIncidents(archive, earlier, later)),
  );
}

/**
 * Returns the recurrences of one incident: `before`, in which it repeats earlier ones, and `after`, in which later ones
 * repeat it, newest first.
 */
export function recurrencesAround(archive: Archive, postmortem: Postmortem): Record<'before' | 'after', Recurrence[]> {
  const laterIncidents = archive.recurrences.get(postmortem.id) ?? [];
  return {
    before: recurrencesOf(archive, [postmortem]),
    after: laterIncidents.toReversed().map((later) => compareIncidents(archive, postmortem, later)),
  };
}

/** Returns two incidents with what had become of the earlier one's action items when the later one started, whether or not it repeats it. */
export function compareIncidents(
  { occurrences }: Pick<Archive, 'occurrences'>,
  earlier: Postmortem,
  later: Postmortem,
): Recurrence {
  const day = localDate(later.started);
  const actions = earlier.actions.map((action) => ({ action, status: statusThen(action, day) }));
  const verdict = earlier.hasUnreadActions ? 'unknown' : verdictOf(actions.map(({ status }) => status));
  return { earlier, later, verdict, actions, occurrence: occurrences.get(later.id) ?? 1 };
}

/** Returns the families of the archive, the most recent recurrence first. */
export function familiesOf(archive: Archive): Family[] {
  const recurrences = recurrencesOf(archive);
  const familyOf = new Map<Postmortem, Set<Postmortem>>();
  for (const { earlier, later } of recurrences) {
    const [own, other] = [familyOf.get(earlier) ?? new Set<Postmortem>(), familyOf.get(later) ?? new Set<Postmortem>()];
    const [small, large] = own.size < other.size ? [own, other] : [other, own];
    if (small === large) continue;
    for (const member of [...small, earlier, later]) familyOf.set(member, large.add(member));
  }
  // Recurrences are sorted newest first, so families come in that order too.
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

/** Counts recurrences by verdict. */
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
 * Returns the status of an action on a day (`YYYY-MM-DD`) or in a month (`YYYY-MM`), by its own dates or by the commit that ticked or dropped it.
 * An action closed on that day counts as closed; one closed later was open, and one that is open today was open then.
 */
export function statusThen(action: ActionItem, day: string): StatusThen {
  if (action.status === 'open' || action.status === 'unknown') return action.status;
  const ended = endedOn(action);
  if (ended === undefined) return action.status === 'done' ? 'unknown' : 'dropped';
  // Whether it ended earlier in the same month is not known.
  if (isMonth(day) && ended.startsWith(day)) return action.status === 'done' ? 'unknown' : 'dropped';
  return ended <= day ? action.status : 'open';
}

/**
 * Returns the verdict on an earlier incident's actions, as defined in docs/recurrence.md. Dropped actions do not count;
 * one open action decides; otherwise one unknown status makes the verdict unknown.
 */
export function verdictOf(statuses: readonly StatusThen[]): Verdict {
  const counted = statuses.filter((status) => status !== 'dropped');
  if (counted.length === 0) return 'none-promised';
  if (counted.includes('open')) return 'promised-open';
  return counted.includes('unknown') ? 'unknown' : 'done-yet-recurred';
}
