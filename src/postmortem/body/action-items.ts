import type { ActionType } from './actions/action-fields.ts';
import type { ActionStatus } from './actions/status.ts';

export interface ActionItem {
  title: string;
  /** As written, with its `@`; absent when nobody is named. */
  owner?: string;
  /** Further owners. */
  coOwners?: string[];
  /** The last day before it is overdue, `YYYY-MM-DD`. */
  due?: string;
  /** The day on which it was done, `YYYY-MM-DD`. */
  done?: string;
  type?: ActionType;
  /** Issue or ticket number as written, such as `#123`. */
  ticket?: string;
  /** Address of the first link in it. */
  url?: string;
  /** `unknown` when nothing says what became of it, such as for a plain list item. */
  status: ActionStatus;
  /** Date of the commit since which it has been open; absent when unknown from the git history. */
  openSince?: string;
  /** Date of the commit that ticked or dropped it; absent when unknown from the git history. */
  closedOn?: string;
  /** Line of the item in the parsed Markdown, counted from 1. */
  line: number;
}

/** Returns the day an action item was done, as written or else from the commit that ticked it; `undefined` if unknown. */
export function doneOn({ status, done, closedOn }: ActionItem): string | undefined {
  return status === 'done' ? (done ?? closedOn) : undefined;
}

/** Returns the day an action item was done (see `doneOn`) or dropped; `undefined` if unknown or open. */
export function endedOn(action: ActionItem): string | undefined {
  return action.status === 'dropped' ? action.closedOn : doneOn(action);
}

/** Whether an action item is open on a day (`YYYY-MM-DD`) after its due date. */
export function isOverdue({ status, due }: Pick<ActionItem, 'status' | 'due'>, day: string): boolean {
  return status === 'open' && due !== undefined && due < day;
}

/** Returns all owners of an action item, as written. */
export function ownersOf({ owner, coOwners = [] }: Pick<ActionItem, 'owner' | 'coOwners'>): string[] {
  return owner === undefined ? [] : [owner, ...coOwners];
}
