import type { List, RootContent, Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { isDay } from './time.ts';

export const ACTION_TYPES = ['prevent', 'detect', 'mitigate', 'process'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

export interface Action {
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

const FIELD = /(?:^|\s)(due|done|type|status):(\S+)/gi;
const OWNER = /(?:^|\s)(@[\w/.-]*[\w/-])/;
const TICKET = /(?:^|\s)(#\d+|[A-Z][A-Z0-9]+-\d+)(?=\s|$)/;
const TASK = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[([ xX])\]\s+(.*)$/;
const DONE = /^(?:done|closed|complete|completed|finished|resolved|x|✓|✅)$/i;
const DROPPED = /^(?:wont ?do|won['’]t do|dropped|cancell?ed|rejected|obsolete)$/i;

/**
 * Reads action items from the content of a section: task-list items such as
 * `- [ ] Title @owner due:2024-05-01 type:prevent #123`, and tables with an Action column and any of Owner, Due, Type,
 * Status and Ticket. Lists without task boxes are prose and give none.
 */
export function actionsOf(content: readonly RootContent[]): Action[] {
  return content.flatMap((node) => {
    if (node.type === 'list') return tasks(node);
    return node.type === 'table' ? tableActions(node) : [];
  });
}

/** The task-list item that a line of Markdown begins, as far as this line has it; `undefined` where it begins none. */
export function parseTask(line: string): Action | undefined {
  const [, box, text] = TASK.exec(line) ?? [];
  return text === undefined ? undefined : parseAction(text, box !== ' ', 1);
}

/** What a cell of a Status column says; `undefined` where it is no word for a state that ends an action. */
export function closedState(cell: string): 'done' | 'dropped' | undefined {
  return DROPPED.test(cell) ? 'dropped' : DONE.test(cell) ? 'done' : undefined;
}

/** The day on which an action was done, as its author says, else that of the commit which ticked it; absent if unknown. */
export function doneOn({ state, done, closedOn }: Action): string | undefined {
  return state === 'done' ? (done ?? closedOn) : undefined;
}

/** Whether an action is open on a day (`YYYY-MM-DD`) after its due date. */
export function isOverdue({ state, due }: Pick<Action, 'state' | 'due'>, day: string): boolean {
  return state === 'open' && due !== undefined && due < day;
}

function tasks(list: List): Action[] {
  return list.children.flatMap((item) => {
    if (typeof item.checked !== 'boolean') return [];
    const [paragraph] = item.children;
    const text = paragraph ? textOf(paragraph) : '';
    return [parseAction(text, item.checked, item.position?.start.line ?? 1)];
  });
}

function parseAction(text: string, checked: boolean, line: number): Action {
  const fields = Object.fromEntries([...text.matchAll(FIELD)].map(([, key = '', value]) => [key.toLowerCase(), value]));
  const owner = OWNER.exec(text)?.[1];
  const ticket = TICKET.exec(text)?.[1];
  const title = text.replace(FIELD, ' ').replace(OWNER, ' ').replace(TICKET, ' ').replaceAll(/\s+/g, ' ').trim();
  const dropped = DROPPED.test(fields.status ?? '');
  const state = dropped ? 'dropped' : checked || DONE.test(fields.status ?? '') ? 'done' : 'open';
  return { title, ...optional({ ...fields, owner, ticket }), state, line };
}

const COLUMNS: Record<string, string> = {
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

function tableActions(table: Table): Action[] {
  const [head, ...rows] = table.children;
  const columns = (head?.children ?? []).map((cell) => COLUMNS[textOf(cell).trim().toLowerCase()]);
  if (!columns.includes('title')) return [];
  return rows.map((row) => {
    const cells = Object.fromEntries(
      row.children.flatMap((cell, index) => (columns[index] ? [[columns[index], textOf(cell).trim()]] : [])),
    );
    const dropped = DROPPED.test(cells.status ?? '');
    const state = dropped ? 'dropped' : DONE.test(cells.status ?? '') || isDay(cells.done ?? '') ? 'done' : 'open';
    return { title: cells.title ?? '', ...optional(cells), state, line: row.position?.start.line ?? 1 };
  });
}

/** Leaves out what is not there or not of its form: a due date in words is no date. */
function optional(fields: Record<string, string | undefined>): Partial<Action> {
  const { owner, due, done, type, ticket } = fields;
  return {
    ...(owner && { owner }),
    ...(due && isDay(due) && { due }),
    ...(done && isDay(done) && { done }),
    ...(isType(type) && { type }),
    ...(ticket && { ticket }),
  };
}

function isType(text: string | undefined): text is ActionType {
  return (ACTION_TYPES as readonly (string | undefined)[]).includes(text);
}
