import type { Paragraph, Table, TableCell } from 'mdast';
import { plainText } from '../plain-text.ts';
import { type ActionFields, type FieldName, type InvalidField, parseField } from './action-fields.ts';
import { dayOf, isNobody, ownerFields } from './labelled-fields.ts';
import { parseText } from './list-items.ts';
import { makeItem, type ParsedItem } from './parsed-item.ts';
import { type ActionStatus, statusOf } from './status.ts';
import { linkedTicket } from './tickets.ts';

type Column = FieldName | 'owner' | 'ticket' | 'kind';

const TITLES = [
  ...['action', 'action item', 'action items', 'task', 'tasks', 'measure', 'corrective action', 'preventive action'],
  ...['preventative action', 'follow-up', 'follow up', 'improvement', 'recommendation', 'remediation', 'to do', 'todo'],
  ...['description', 'what', 'item', 'title', 'summary', 'work', 'activity', 'deliverable', 'step', 'details'],
];

const COLUMNS: Readonly<Record<Column, readonly string[]>> = {
  owner: [
    ...['owner', 'owners', 'owner(s)', 'assignee', 'assignees', 'assigned to', 'assigned', 'responsible', 'dri', 'who'],
    ...['responsible person', 'responsible team', 'accountable', 'lead', 'team', 'person', 'action owner', 'contact'],
  ],
  due: [
    ...['due', 'due date', 'due by', 'deadline', 'target date', 'target', 'eta', 'when', 'by when', 'date', 'by'],
    ...['completion date', 'expected date', 'expected completion', 'timeline'],
  ],
  status: ['status', 'state', 'progress', 'current status'],
  done: ['done', 'completed', 'completed on', 'closed', 'done?', 'complete'],
  ticket: [
    ...['ticket', 'tickets', 'issue', 'bug', 'link', 'links', 'jira', 'tracking', 'tracker', 'reference', 'pr', 'url'],
    ...['ticket/issue', 'tracking issue', 'issue link', 'ticket link', 'jira ticket', 'github issue'],
  ],
  type: ['type'],
  kind: ['kind', 'category'],
};

const COLUMN_OF = new Map(
  Object.entries(COLUMNS).flatMap(([column, names]) => names.map((name) => [name, column as Column])),
);
const FIELDS = ['due', 'done', 'type', 'status'] as const;
// `Bug 1234 TODO`.
const STATUS_AT_END = /^(\S.{0,60}?)\s+(DONE|CLOSED|FIXED|TODO|OPEN|IN PROGRESS|WONTFIX)$/;
const OF_TIMELINE = /^(?:time|event|what happened)\b/;
// Placeholders that people write in empty cells.
const EMPTY = /^(?:[-–—?.]*|n\/?a|no|none|tb[ad])$/i;

/**
 * Parses a table with a column for the action items and others for their fields, each under one of many names. `status` is that of
 * the heading above it. Returns nothing for other tables.
 */
export function parseTable(table: Table, status: ActionStatus): ParsedItem[] {
  const [header, ...rows] = table.children;
  const names = (header?.children ?? []).map((cell) =>
    plainText(cell)
      .toLowerCase()
      .replace(/[:.\s]+$/, ''),
  );
  const titleIndex = titleColumn(
    names,
    rows.map((row) => row.children.map(plainText)),
  );
  if (titleIndex === undefined) return [];
  const columns = names.map((name, index) => (index === titleIndex ? undefined : COLUMN_OF.get(name)));
  return rows.flatMap((row) => {
    const cells = new Map<Column, TableCell>();
    for (const [index, cell] of row.children.entries()) {
      const column = columns[index];
      if (column && !cells.has(column) && !EMPTY.test(plainText(cell))) cells.set(column, cell);
    }
    const titleCell = row.children[titleIndex];
    const titleText = titleCell ? plainText(titleCell) : '';
    // A placeholder row such as "None".
    if (EMPTY.test(titleText) && cells.size === 0) return [];
    const paragraph: Paragraph = { type: 'paragraph', children: titleCell?.children ?? [] };
    const read = parseText(EMPTY.test(titleText) ? '' : titleText, paragraph, undefined);
    const { fields, invalidFields } = parseCells(cells);
    const own = { ...read.fields, ...fields };
    const said = fields.status ?? (fields.done === undefined ? undefined : 'done');
    const fromTitle = read.status === 'unknown' ? undefined : read.status;
    const unsaid = columns.includes('done') && !columns.includes('status') ? 'open' : status;
    return makeItem(
      read.title,
      { fields: own, invalidFields: [...read.invalidFields, ...invalidFields] },
      said ?? fromTitle ?? unsaid,
      row.position?.start.line,
    );
  });
}

/** Returns the column with the action items; `undefined` if the table has no such column. */
function titleColumn(names: readonly string[], rows: readonly string[][]): number | undefined {
  const hasWords = (index: number) => rows.length === 0 || rows.some((cells) => /\p{L}/u.test(cells[index] ?? ''));
  const named = TITLES.map((name) => names.indexOf(name)).find((index) => index >= 0 && hasWords(index));
  if (named !== undefined) return named;
  if (!names.some((name) => COLUMN_OF.has(name)) || names.some((name) => OF_TIMELINE.test(name))) return undefined;
  const other = names.findIndex((name, index) => !COLUMN_OF.has(name) && hasWords(index));
  return other < 0 ? undefined : other;
}

function parseCells(cells: ReadonlyMap<Column, TableCell>): { fields: ActionFields; invalidFields: InvalidField[] } {
  const fields: ActionFields = {};
  const invalidFields: InvalidField[] = [];
  const owner = textIn(cells, 'owner');
  if (owner !== undefined && !isNobody(owner)) Object.assign(fields, ownerFields(owner) ?? { owner });
  const ticketCell = cells.get('ticket');
  const ticket = textIn(cells, 'ticket');
  if (ticketCell && ticket) {
    const [, name = ticket, word = ''] = STATUS_AT_END.exec(ticket) ?? [];
    const linked = linkedTicket(ticketCell);
    const own = linked.ticket ?? (EMPTY.test(name) ? undefined : name);
    const status = statusOf(word);
    Object.assign(fields, status && { status }, linked, own && { ticket: own });
  }
  for (const field of FIELDS) {
    const value = textIn(cells, field);
    if (value === undefined) continue;
    const parsed = parseCell(field, value);
    if (parsed) Object.assign(fields, parsed);
    else invalidFields.push({ field, value, written: value });
  }
  const kind = textIn(cells, 'kind');
  return { fields: { ...(kind && parseField('type', kind)), ...fields }, invalidFields };
}

function parseCell(field: FieldName, value: string): ActionFields | undefined {
  const parsed = parseField(field, value);
  if (parsed || field === 'type' || field === 'status') return parsed;
  const day = dayOf(value);
  if (day !== undefined) return { [field]: day };
  // A Done column may contain ticks instead of dates, and a Due column the status.
  const status = field === 'done' ? statusOf(value) : undefined;
  return status && { status };
}

function textIn(cells: ReadonlyMap<Column, TableCell>, column: Column): string | undefined {
  const cell = cells.get(column);
  return cell && plainText(cell);
}
