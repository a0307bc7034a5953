import type { ActionItem } from '../../postmortem/body/action-items.ts';
import { parseActions } from '../../postmortem/body/actions/parse-actions.ts';
import { statusOf } from '../../postmortem/body/actions/status.ts';
import { parseMarkdown } from '../../postmortem/body/markdown.ts';

/** The history of an action item, by the days of its commits; `YYYY-MM-DD` in UTC. */
export interface ActionDays {
  /** The day since which it is open; absent if it is not open, or its opening is not in the history. */
  openSince?: string;
  /** The day on which it was ticked or dropped; absent if it is open, or was added in that status. */
  closedOn?: string;
}

/** An action in one line of a document, as far as the line alone tells. */
export interface TrackedLine {
  /** See `textKey`. */
  key: string;
  status: ActionItem['status'];
}

/** The status of an action after some commits, and the days on which it changed. */
export interface TrackedAction extends ActionDays {
  status: ActionItem['status'];
}

/** Limits the time for one commit: old commits cannot be fixed. In characters, and actions per commit and document. */
export const MAX_PER_COMMIT = 2_000;
const MAX_LINE = 2_000;
const MAX_PER_DOCUMENT = 20_000;

const ANSWER = /^(?:yes|x|✓|✅|fixed)$/i;
const TASK = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\]\s/;

/** Returns a text without Markdown syntax, so that a source line and the parsed document have the same key. */
export function textKey(text: string): string {
  return text
    .replaceAll(/\]\([^()]*\)/g, '')
    .replaceAll(/[`*_~[\]\\]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Returns the actions that a line may contain: a task, or any cell of a table row. */
export function actionsInLine(line: string): TrackedLine[] {
  if (line.length > MAX_LINE) return [];
  if (TASK.test(line)) {
    const [task] = parseActions(parseMarkdown(line.trim()).children).items;
    return task ? [{ key: textKey(task.title), status: task.status }] : [];
  }
  if (!line.includes('|')) return [];
  // Only the whole document says which column contains the titles, so track every cell.
  const cells = line
    .split(/(?<!\\)\|/)
    .map(textKey)
    .filter((cell) => cell !== '');
  // Likewise for the column with the status: a "yes" may answer any question, so it does not count.
  const statuses = cells.filter((cell) => !ANSWER.test(cell)).map(statusOf);
  const status = statuses.find((found) => found === 'done' || found === 'dropped') ?? 'open';
  return cells.length > 1 ? cells.map((key) => ({ key, status })) : [];
}

/**
 * Applies a hunk of a diff to the actions of a document. An action on both sides changed its status; if equally many others
 * were removed and added, they were reworded in order.
 */
export function applyHunk(
  actions: Map<string, TrackedAction>,
  removed: readonly TrackedLine[],
  added: readonly TrackedLine[],
  day: string,
): void {
  const before = new Set(removed.map(({ key }) => key));
  const after = new Set(added.map(({ key }) => key));
  const gone = removed.filter(({ key }) => !after.has(key));
  const appeared = added.filter(({ key }) => !before.has(key) && !actions.has(key));
  if (gone.length === appeared.length) {
    for (const [index, { key }] of appeared.entries()) {
      const known = gone[index] && actions.get(gone[index].key);
      if (known) actions.set(key, known);
    }
  }
  for (const { key, status } of added) {
    const known = actions.get(key);
    if (known || actions.size < MAX_PER_DOCUMENT) actions.set(key, changedTo(status, known, day));
  }
}

function changedTo(status: ActionItem['status'], known: TrackedAction | undefined, day: string): TrackedAction {
  if (known?.status === status) return known;
  if (status === 'open') return { status, openSince: day };
  return known === undefined || known.status !== 'open' ? { ...known, status } : { status, closedOn: day };
}

/** Returns the days of an action without its status. */
export function daysOf({ openSince, closedOn }: TrackedAction): ActionDays {
  return { ...(openSince && { openSince }), ...(closedOn && { closedOn }) };
}
