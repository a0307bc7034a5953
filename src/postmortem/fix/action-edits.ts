import type { ListItem, Paragraph } from 'mdast';
import type { ActionItem } from '../body/action-items.ts';
import { MENTION } from '../body/actions/action-fields.ts';
import { dayOf } from '../body/actions/labelled-fields.ts';
import { readMarkdown } from '../body/elements.ts';
import type { ParsedFrontmatter } from '../body/parse.ts';
import { visit } from '../body/visit.ts';
import type { DocumentSettings } from '../document.ts';
import type { LineEdit } from './edit.ts';

/** An action item in a list, with the line and the offsets of the last line of its text. */
interface Listed {
  action: ActionItem;
  item: ListItem;
  paragraph: Paragraph;
}

/**
 * Returns changes of action items in lists: plain items as tasks, and owners and dates in words as marks. Whether an item is
 * read as before is for the caller to check; `actions` have their lines in the file.
 */
export function actionEdits(
  { split }: Pick<ParsedFrontmatter, 'split'>,
  actions: readonly ActionItem[],
  lines: readonly string[],
  settings: DocumentSettings,
): LineEdit[] {
  return listedActions(split, actions, settings).flatMap((listed) => [
    ...taskEdit(listed, split.bodyLine - 1, lines),
    ...markEdits(listed, split.bodyLine - 1, lines),
  ]);
}

function listedActions(
  { body = '', bodyLine }: ParsedFrontmatter['split'],
  actions: readonly ActionItem[],
  { sectionNames }: DocumentSettings,
): Listed[] {
  const byLine = new Map(actions.map((action) => [action.line - bodyLine + 1, action]));
  const read = byLine.size > 0 ? readMarkdown(body, sectionNames) : undefined;
  if (!read || 'excess' in read) return [];
  const found: Listed[] = [];
  visit(read.tree, 'listItem', (item) => {
    const [paragraph] = item.children;
    const action = byLine.get(item.position?.start.line ?? 0);
    if (action && paragraph?.type === 'paragraph') found.push({ action, item, paragraph });
    return undefined;
  });
  return found;
}

/** Makes an item without a status an open task. */
function taskEdit({ action, item, paragraph }: Listed, shift: number, lines: readonly string[]): LineEdit[] {
  const start = paragraph.position?.start;
  if (action.status !== 'unknown' || typeof item.checked === 'boolean' || !start) return [];
  const [line, from] = [start.line + shift, start.column - 1];
  const before = lines[line - 1]?.slice(0, from) ?? '';
  return /(?:[-*+]|\d[.)])[ \t]+$/.test(before) ? [{ kind: 'task', line, from, to: from, text: '[ ] ' }] : [];
}

const OWNERS = new RegExp(
  String.raw`(?<=^|[\s([,;|])(?:owners?|assignees?|assigned(?: to)?|responsible|dri)\s*[:=]\s*(${MENTION}(?:(?:\s*[,&+]\s*|\s+and\s+|\s+)${MENTION})*)(?=$|[\s).,;\]])`,
  'giu',
);
const DATE_LABELS = {
  due: /(?<=^|[\s([,;|])(?:(?:due(?: date| by)?|deadline|eta|target date)\s*[:=]|due(?: on| by)?(?=\s)|by(?=\s))\s*(?=\S)/gi,
  done: /(?<=^|[\s([,;|])(?:done|completed)\s*[:=]\s*(?=\S)/gi,
};
// `May 1st, 2024` has three words.
const MAX_WORDS = 4;
// Fields stand at the end of a text.
const MAX_TAIL = 300;

/** Turns owners and dates in words into marks: `Owner: @jane` into `@jane`, `by 1 May 2024` into `due:2024-05-01`. */
function markEdits({ paragraph }: Listed, shift: number, lines: readonly string[]): LineEdit[] {
  const { start, end } = paragraph.position ?? {};
  if (!start || !end) return [];
  const line = end.line + shift;
  const to = end.column - 1;
  const from = Math.max(start.line === end.line ? start.column - 1 : 0, to - MAX_TAIL);
  const text = lines[line - 1]?.slice(from, to) ?? '';
  const owners = [...text.matchAll(OWNERS)].map(({ 0: written, 1: names = '', index }): LineEdit => {
    const marks = names.match(new RegExp(MENTION, 'gu')) ?? [];
    return { kind: 'owner', line, from: from + index, to: from + index + written.length, text: marks.join(' ') };
  });
  const dates = (['due', 'done'] as const).flatMap((kind) =>
    [...text.matchAll(DATE_LABELS[kind])].flatMap((match): LineEdit[] => {
      const date = dateAt(text, match.index + match[0].length);
      const mark = date && `${kind}:${date.day}`;
      if (!mark || text.slice(match.index, date.end) === mark) return [];
      return [{ kind, line, from: from + match.index, to: from + date.end, text: mark }];
    }),
  );
  return [...owners, ...dates];
}

/** Finds the longest date that starts at an index of a text. */
function dateAt(text: string, from: number): { day: string; end: number } | undefined {
  const ends = [...text.slice(from, from + 60).matchAll(/\S+/g)].slice(0, MAX_WORDS).map((match) => {
    return from + match.index + match[0].replace(/[).,;\]]+$/, '').length;
  });
  const dates = ends.flatMap((end) => {
    const day = dayOf(text.slice(from, end));
    return day === undefined ? [] : [{ day, end }];
  });
  return dates.at(-1);
}
