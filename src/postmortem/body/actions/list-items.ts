import type { List, ListItem, Paragraph } from 'mdast';
import { saysNothing } from '../nothing.ts';
import { plainText } from '../plain-text.ts';
import { type ActionFields, type InvalidField, parseAnnotatedText } from './action-fields.ts';
import { withoutClosing } from './closing.ts';
import { type LabelledFields, parseLabelledField, parseLabelledFields } from './labelled-fields.ts';
import { makeItem, type ParsedItem } from './parsed-item.ts';
import { type ActionStatus, splitStatus, statusOfHeading } from './status.ts';
import { leadingTicket, linkedTicket } from './tickets.ts';

/**
 * Parses a list of action items: tasks, and other items with the status `status` of the heading above them. Items below others are
 * action items if they are tasks, or if the item above them is only a label for them; otherwise they are details or fields.
 */
export function parseList(list: List, status: ActionStatus): ParsedItem[] {
  return list.children.flatMap((item) => parseListItem(item, status));
}

function parseListItem(item: ListItem, status: ActionStatus): ParsedItem[] {
  const [first, ...others] = item.children;
  const paragraph = first?.type === 'paragraph' ? withoutClosing(first) : undefined;
  const text = paragraph ? plainText(paragraph) : '';
  const lists = (paragraph ? others : item.children).filter((child) => child.type === 'list');
  const isTask = typeof item.checked === 'boolean';
  const hasTasks = lists.some(containsTasks);
  if (!isTask && (paragraph === undefined || hasTasks || isLabel(paragraph, text, lists))) {
    return lists.flatMap((list) => parseList(list, statusOfHeading(text) ?? status));
  }
  const nested = hasTasks ? lists.flatMap((list) => parseTasks(list, status)) : [];
  if (!isTask && (text === '' || saysNothing(text))) return nested;
  const read = parseText(text, paragraph, isTask ? undefined : status, item.checked ?? undefined);
  for (const list of lists) Object.assign(read.fields, { ...fieldsIn(list), ...read.fields });
  if (read.title === '' && Object.keys(read.fields).length === 0) return nested;
  return [makeItem(read.title, read, read.status, item.position?.start.line), ...nested];
}

/** Parses the tasks of a list, at any depth. */
function parseTasks(list: List, status: ActionStatus): ParsedItem[] {
  return list.children.flatMap((item) => {
    if (typeof item.checked === 'boolean') return parseListItem(item, status);
    return item.children.flatMap((child) => (child.type === 'list' ? parseTasks(child, status) : []));
  });
}

/** Whether an item is a label for the list below it: all bold, or with a colon at its end. */
function isLabel(paragraph: Paragraph, text: string, lists: readonly List[]): boolean {
  if (lists.length === 0 || lists.some((list) => Object.keys(fieldsIn(list)).length > 0)) return false;
  return /:$/.test(text) || paragraph.children.every(({ type }) => type === 'strong');
}

function containsTasks(list: List): boolean {
  return list.children.some(
    ({ checked, children }) =>
      typeof checked === 'boolean' || children.some((child) => child.type === 'list' && containsTasks(child)),
  );
}

/** Returns the fields of the items in a list such as `- Owner: Jane` below an action item. */
function fieldsIn(list: List): ActionFields {
  const fields: ActionFields = {};
  for (const { children } of list.children) {
    const [first] = children;
    const field = first?.type === 'paragraph' ? parseLabelledField(plainText(first)) : undefined;
    for (const [name, value] of Object.entries(field ?? {}))
      if (!(name in fields)) Object.assign(fields, { [name]: value });
  }
  return fields;
}

const TICKET_AT_END = /\s+(?:#\d+|[A-Z][A-Z0-9]+-\d+)[.\s]*$/;

/** Parses the labels in a text, also if a ticket is behind them: `Add an alert (Owner: Jane, due 2024-05-01) #12`. */
function labelledBeforeTicket(text: string): LabelledFields {
  const labelled = parseLabelledFields(text);
  const ticket = TICKET_AT_END.exec(text.slice(-60))?.[0] ?? '';
  if (ticket === '' || Object.keys(labelled.fields).length > 0) return labelled;
  const before = parseLabelledFields(text.slice(0, -ticket.length));
  return Object.keys(before.fields).length === 0
    ? labelled
    : { ...before, fields: { ...before.fields, ticket: ticket.replaceAll(/[\s.]/g, '') } };
}

/** An action item in a text. */
interface ReadText {
  title: string;
  fields: ActionFields;
  invalidFields: InvalidField[];
  status: ActionStatus;
}

/**
 * Parses the text of an action item. `checked` is the state of its box; without a box, a sign or word in the text, or else
 * `status`, tells the status.
 */
export function parseText(
  text: string,
  paragraph: Paragraph | undefined,
  status: ActionStatus | undefined,
  checked?: boolean,
): ReadText {
  const struck = paragraph?.children.filter((child) => child.type === 'delete' || plainText(child) !== '') ?? [];
  const isStruck = struck.length > 0 && struck.every(({ type }) => type === 'delete');
  const marked = checked === undefined ? splitStatus(text) : { text };
  const labelled = labelledBeforeTicket(marked.text);
  const { title, fields, invalidFields } = parseAnnotatedText(labelled.text);
  const linked = paragraph ? linkedTicket(paragraph) : {};
  const ticket = fields.ticket ?? labelled.fields.ticket ?? leadingTicket(marked.text) ?? linked.ticket;
  const all = { ...labelled.fields, ...linked, ...fields, ...(ticket && { ticket }) };
  const box = checked === undefined ? undefined : checked ? 'done' : 'open';
  const said = marked.status ?? (isStruck ? 'dropped' : undefined);
  const field = all.status === 'dropped' || (all.status && box !== 'done') ? all.status : undefined;
  return {
    title,
    fields: all,
    invalidFields: [...labelled.invalidFields, ...invalidFields],
    status:
      (box === 'done' && field !== 'dropped' ? box : field) ??
      box ??
      said ??
      (all.done ? 'done' : (status ?? 'unknown')),
  };
}
