import type { List, RootContent, Table } from 'mdast';
import { type ActionType, type Field, type Marked, readField, readMarks, type Unread } from './action-fields.ts';
import { plainText } from './plain-text.ts';

export interface ActionItem {
  title: string;
  /** As written, with its `@`; absent where nobody is named. */
  owner?: string;
  /** The last day on which it is not overdue, `YYYY-MM-DD`. */
  due?: string;
  /** The day on which it was done, `YYYY-MM-DD`. */
  done?: string;
  type?: ActionType;
  /** Number of an issue or a ticket as written, such as `#123`. */
  ticket?: string;
  state: 'open' | 'done' | 'dropped';
  /** The day of the commit since which it is open, where the archive's history has one. */
  openSince?: string;
  /** The day of the commit that ticked or dropped it, where the archive's history has one. */
  closedOn?: string;
  /** Line of the item in the parsed Markdown, from 1. */
  line: number;
}

/** The action items of a section, and what their authors wrote of them that could not be read. */
export interface ParsedActions {
  /** In the order of the document. */
  items: ActionItem[];
  unread: (Unread & Pick<ActionItem, 'title' | 'line'>)[];
}

/**
 * Reads action items from the content of a section: task-list items such as
 * `- [ ] Title @owner due:2024-05-01 type:prevent #123`, however deep, and tables with an Action column and any of Owner,
 * Due, Type, Status and Ticket. Items without task boxes are prose and give none.
 */
export function parseActions(content: readonly RootContent[]): ParsedActions {
  const read = content.flatMap((node) => {
    if (node.type === 'list') return tasks(node);
    return node.type === 'table' ? tableActions(node) : [];
  });
  return {
    items: read.map(({ action }) => action),
    unread: read.flatMap(({ action: { title, line }, unread }) => unread.map((mark) => ({ ...mark, title, line }))),
  };
}

/** The day on which an action was done, as its author says, else that of the commit which ticked it; absent if unknown. */
export function doneOn({ state, done, closedOn }: ActionItem): string | undefined {
  return state === 'done' ? (done ?? closedOn) : undefined;
}

/** The day on which an action was done or dropped, as `doneOn`; absent if unknown, or if it is open. */
export function endedOn(action: ActionItem): string | undefined {
  return action.state === 'dropped' ? action.closedOn : doneOn(action);
}

/** Whether an action is open on a day (`YYYY-MM-DD`) after its due date. */
export function isOverdue({ state, due }: Pick<ActionItem, 'state' | 'due'>, day: string): boolean {
  return state === 'open' && due !== undefined && due < day;
}

type Read = { action: ActionItem; unread: Unread[] };

function tasks(list: List): Read[] {
  return list.children.flatMap((item) => {
    const below = item.children.flatMap((child) => (child.type === 'list' ? tasks(child) : []));
    if (typeof item.checked !== 'boolean') return below;
    const [paragraph] = item.children;
    const { title, marked, unread } = readMarks(paragraph?.type === 'paragraph' ? plainText(paragraph) : '');
    const action = makeAction(title, marked, item.checked, item.position?.start.line);
    return [{ action, unread }, ...below];
  });
}

type Column = Field | 'title' | 'owner' | 'ticket';

const COLUMNS: Readonly<Record<string, Column>> = {
  action: 'title',
  'action item': 'title',
  task: 'title',
  owner: 'owner',
  assignee: 'owner',
  due: 'due',
  'due date': 'due',
  type: 'type',
  status: 'status',
  state: 'status',
  done: 'done',
  ticket: 'ticket',
  issue: 'ticket',
};

const FIELDS = ['due', 'done', 'type', 'status'] as const;

// What people put into a cell that they leave empty.
const EMPTY = /^(?:[-–—?.]*|n\/?a|no|none|tb[ad])$/i;

function tableActions(table: Table): Read[] {
  const [head, ...rows] = table.children;
  const columns = (head?.children ?? []).map((cell) => COLUMNS[plainText(cell).toLowerCase()]);
  if (!columns.includes('title')) return [];
  return rows.flatMap((row) => {
    const cells: Partial<Record<Column, string>> = {};
    for (const [index, cell] of row.children.entries()) {
      const column = columns[index];
      const text = plainText(cell);
      if (column && !EMPTY.test(text)) cells[column] = text;
    }
    const { title, owner, ticket } = cells;
    // "None", say, of a table that has to be there.
    if (title === undefined && Object.keys(cells).length === 0) return [];
    const marked: Marked = { ...(owner && { owner }), ...(ticket && { ticket }) };
    const unread: Unread[] = [];
    for (const field of FIELDS) {
      const value = cells[field];
      if (value === undefined) continue;
      // A Done column may have ticks instead of days.
      const found = readField(field, value) ?? (field === 'done' ? readField('status', value) : undefined);
      if (found) Object.assign(marked, found);
      else unread.push({ field, value, written: value });
    }
    return { action: makeAction(title ?? '', marked, marked.done !== undefined, row.position?.start.line), unread };
  });
}

function makeAction(title: string, marked: Marked, checked: boolean, line = 1): ActionItem {
  const { owner, due, done, type, status, ticket } = marked;
  const known = { ...(owner && { owner }), ...(due && { due }), ...(done && { done }), ...(type && { type }) };
  const state = status === 'dropped' ? 'dropped' : checked || status === 'done' ? 'done' : 'open';
  return { title, ...known, ...(ticket && { ticket }), state, line };
}
