import type { Table } from 'mdast';
import { plainText } from '../plain-text.ts';
import { parseEntryTime } from './entry-time.ts';
import type { Line } from './line.ts';

const NO_CONTEXT = { started: { precision: 'day', date: '2000-01-01' }, isDotted: true } as const;
const START = /^(?:start|begin|from)/i;
const END = /^(?:end|to|until|finish)/i;
const TIME_NAME = /\b(?:time|date|day|when|hour|clock|timestamp|weekday)\b/i;
// Columns beyond these do not contain the time.
const MAX_COLUMNS = 8;

/**
 * Returns the rows of a table as lines: first the cells of the columns that have the times, then the others. The heads of those
 * columns come first, as they may name a zone or a day. A head that is a time is the first row.
 */
export function tableLines(table: Table): Line[] {
  const rows = table.children.map((row) => ({
    cells: row.children.map(plainText),
    line: row.position?.start.line ?? 1,
  }));
  const [head, ...body] = rows;
  if (!head) return [];
  const times = timeColumns(
    head.cells,
    body.map(({ cells }) => cells),
  );
  const isRow = head.cells.some((cell) => isTime(cell) && /\d:\d/.test(cell));
  const headLines = times.map((index): Line => ({ form: 'header', text: head.cells[index] ?? '', line: head.line }));
  const isRange =
    times.length === 2 && START.test(head.cells[times[0] ?? 0] ?? '') && END.test(head.cells[times[1] ?? 0] ?? '');
  const lines = (isRow ? rows : body).map(({ cells, line }): Line => {
    const before = times.map((index) => cells[index] ?? '').filter((cell) => cell !== '');
    const after = cells.filter((cell, index) => cell !== '' && !times.includes(index));
    return {
      form: 'row',
      text: [before.join(isRange ? ' – ' : ' '), ...after].filter((part) => part !== '').join(' '),
      line,
    };
  });
  return [...(isRow ? [] : headLines), ...lines];
}

/** Returns the columns of which most cells are times, days or weekdays and nothing else; otherwise those with such a name. */
function timeColumns(head: readonly string[], rows: readonly string[][]): number[] {
  const columns = head.map((_, index) => index).slice(0, MAX_COLUMNS);
  const byContent = columns.filter((index) => {
    const cells = rows.map((cells) => cells[index] ?? '').filter((cell) => cell !== '');
    return cells.filter(isTime).length * 2 > cells.length;
  });
  if (byContent.length > 0) return byContent;
  return columns.filter((index) => TIME_NAME.test(head[index] ?? '')).slice(0, 1);
}

/** Whether a cell is a time or a day, without other text. */
function isTime(cell: string): boolean {
  if (cell.length > 60) return false;
  if (/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?$/i.test(cell)) return true;
  const time = parseEntryTime(cell, NO_CONTEXT);
  return typeof time === 'object' && (time.rest === '' || /^–\S+(?: [ap]m)? $/i.test(time.rest));
}
