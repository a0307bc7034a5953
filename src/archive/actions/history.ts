import { min } from 'd3-array';
import { isOverdue } from '../../postmortem/body/action-items.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { daysBetween } from '../../postmortem/time/days.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { type ActionDays, textKey } from './tracked-actions.ts';

/** What git knows of the documents of an archive, by their path within it. */
export interface History {
  /** By the key of an action's text, see `textKey`. */
  actions: ReadonlyMap<string, ReadonlyMap<string, ActionDays>>;
  /** Day of the last commit that changed the file, `YYYY-MM-DD`. */
  changes: ReadonlyMap<string, string>;
}

export const NO_HISTORY: History = { actions: new Map(), changes: new Map() };

/** Shorter first lines of wrapped items are ambiguous. */
const MIN_FIRST_LINE = 12;
/** Days from an incident to the first commit of its action items from which on they must be older than that commit. */
const IMPORTED_AFTER = 90;

/**
 * Adds the day of their last change and the history of their actions to postmortems. Actions with the same text in one document
 * get none.
 */
export function withHistory(postmortems: readonly Postmortem[], { actions, changes }: History): Postmortem[] {
  return postmortems.map((found) => {
    const changedOn = changes.get(found.path);
    const postmortem = changedOn === undefined ? found : { ...found, changedOn };
    const items = actions.get(postmortem.path);
    if (!items || postmortem.actions.length === 0) return postmortem;
    const counts = new Map<string, number>();
    for (const { title } of postmortem.actions) counts.set(textKey(title), (counts.get(textKey(title)) ?? 0) + 1);
    const imported = importDay(postmortem, items);
    const dated = postmortem.actions.map((action) => {
      const key = textKey(action.title);
      if (counts.get(key) !== 1) return action;
      const { openSince, closedOn } = items.get(key) ?? wrappedItem(items, key, counts) ?? {};
      if (action.status === 'unknown') return action;
      if (action.status !== 'open') return { ...action, ...(closedOn && { closedOn }) };
      // An action cannot be opened after its due date: it was open before its first commit.
      const isOlder = openSince === undefined || openSince === imported || isOverdue(action, openSince);
      return isOlder ? action : { ...action, openSince };
    });
    return { ...postmortem, actions: dated };
  });
}

/** Returns the first day on which git has actions of a document, if that is long after the incident; see `IMPORTED_AFTER`. */
function importDay({ started }: Postmortem, items: ReadonlyMap<string, ActionDays>): string | undefined {
  const first = min(items.values(), ({ openSince, closedOn }) => openSince ?? closedOn);
  return first !== undefined && daysBetween(localDate(started), first) > IMPORTED_AFTER ? first : undefined;
}

/** Returns the history of an action whose text continues on the next line: its key in git is that of the first line. */
function wrappedItem(
  items: ReadonlyMap<string, ActionDays>,
  key: string,
  counts: ReadonlyMap<string, number>,
): ActionDays | undefined {
  const firstLines = [...items.keys()].filter(
    (line) => key.startsWith(line) && /^[,;]?\s/.test(key.slice(line.length)) && !counts.has(line),
  );
  const longest = firstLines.sort((a, b) => b.length - a.length)[0];
  return longest !== undefined && longest.length >= MIN_FIRST_LINE ? items.get(longest) : undefined;
}
