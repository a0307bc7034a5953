import type { List, RootContent, Table } from 'mdast';
import {
  type ActionFields,
  type ActionType,
  type FieldName,
  type InvalidField,
  parseAnnotatedText,
  parseField,
} from './action-fields.ts';
import { plainText } from './plain-text.ts';

export interface ActionItem {
  title: string;
  /** As written, with its `@`; absent when nobody is named. */
  owner?: string;
  /** The last day before it is overdue, `YYYY-MM-DD`. */
  due?: string;
  /** The day on which it was done, `YYYY-MM-DD`. */
  done?: string;
  type?: ActionType;
  /** Issue or ticket number as written, such as `#123`. */
  ticket?: string;
  status: 'open' | 'done' | 'dropped';
  /** Date of the commit since which it has been open; absent when unknown from the git history. */
  openSince?: string;
  /** Date of the commit that ticked or dropped it; absent when unknown from the git history. */
  closedOn?: string;
  /** Line of the item in the parsed Markdown, counted from 1. */
  line: number;
}

/** The action items of a section, and their fields with invalid values. */
export interface ParsedActions {
  /** In the order of the document. */
  items: ActionItem[];
  invalidFields: (InvalidField & Pick<ActionItem, 'title' | 'line'>)[];
}

/**
 * Parses the action items in the content of a section: task-list items such as
 * `- [ ] Title @owner due:2024-05-01 type:prevent #123` at any depth, and tables with an Action column and any of Owner, Due,
 * Type, Status and Ticket. List items without a checkbox are prose and are ignored.
 */
export function parseActions(content: readonly RootContent[]): ParsedActions {
  const read = content.flatMap((node) => {
    if (node.type === 'list') return parseTasks(node);
    return node.type === 'table' ? parseTable(node) : [];
  });
  return {
    items: read.map(({ action }) => action),
    invalidFields: read.flatMap(({ action: { title, line }, invalidFields }) =>
      invalidFields.map((mark) => ({ ...mark, title, line })),
    ),
  };
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

type ParsedItem = { action: ActionItem; invalidFields: InvalidField[] };

function parseTasks(list: List): ParsedItem[] {
  return list.children.flatMap((item) => {
    const nested = item.children.flatMap((child) => (child.type === 'list' ? parseTasks(child) : []));
    if (typeof item.checked !== 'boolean') return nested;
    const [paragraph] = item.children;
    const { title, fields, invalidFields } = parseAnnotatedText(
      paragraph?.type === 'paragraph' ? plainText(paragraph) : '',
    );
    const action = makeAction(title, fields, item.checked, item.position?.start.line);
    return [{ action, invalidFields }, ...nested];
  });
}

type Column = FieldName | 'title' | 'owner' | 'ticket';

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

// Placeholders that people write in empty cells.
const EMPTY = /^(?:[-–—?.]*|n\/?a|no|none|tb[ad])$/i;

function parseTable(table: Table): ParsedItem[] {
  const [header, ...rows] = table.children;
  const columns = (header?.children ?? []).map((cell) => COLUMNS[plainText(cell).toLowerCase()]);
  if (!columns.includes('title')) return [];
  return rows.flatMap((row) => {
    const cells: Partial<Record<Column, string>> = {};
    for (const [index, cell] of row.children.entries()) {
      const column = columns[index];
      const text = plainText(cell);
      if (column && !EMPTY.test(text)) cells[column] = text;
    }
    const { title, owner, ticket } = cells;
    // A placeholder row such as "None".
    if (title === undefined && Object.keys(cells).length === 0) return [];
    const fields: ActionFields = { ...(owner && { owner }), ...(ticket && { ticket }) };
    const invalidFields: InvalidField[] = [];
    for (const field of FIELDS) {
      const value = cells[field];
      if (value === undefined) continue;
      // A Done column may contain ticks instead of dates.
      const parsed = parseField(field, value) ?? (field === 'done' ? parseField('status', value) : undefined);
      if (parsed) Object.assign(fields, parsed);
      else invalidFields.push({ field, value, written: value });
    }
    return {
      action: makeAction(title ?? '', fields, fields.done !== undefined, row.position?.start.line),
      invalidFields,
    };
  });
}

function makeAction(title: string, fields: ActionFields, checked: boolean, line = 1): ActionItem {
  const { owner, due, done, type, ticket } = fields;
  const details = { ...(owner && { owner }), ...(due && { due }), ...(done && { done }), ...(type && { type }) };
  const status = fields.status === 'dropped' ? 'dropped' : checked || fields.status === 'done' ? 'done' : 'open';
  return { title, ...details, ...(ticket && { ticket }), status, line };
}
