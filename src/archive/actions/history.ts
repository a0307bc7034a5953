import { statusOf } from '../../postmortem/body/action-fields.ts';
import { type ActionItem, isOverdue, parseActions } from '../../postmortem/body/action-items.ts';
import { parseMarkdown } from '../../postmortem/body/markdown.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';

/** What became of an action item, by the days of the commits that tell it; `YYYY-MM-DD` in UTC. */
export interface ActionDays {
  /** Since when it is open; absent where it is not, or where it was never seen open. */
  openSince?: string;
  /** When it was ticked or dropped; absent where it is open, or came into the archive as it is. */
  closedOn?: string;
}

/** By the path of a document within the archive, by the text of an action's line, see `textKey`. */
export type History = ReadonlyMap<string, ReadonlyMap<string, ActionDays>>;

/** Reads the output of git line by line. */
export interface HistoryReader {
  read(line: string): void;
  /** What was read so far. */
  history(): History;
}

/** What the reader needs of a commit: a sign that begins no line of a patch, and the seconds since 1970. */
export const COMMIT_FORMAT = '%x01%ct';
const COMMIT_MARK = '\u0001';

/**
 * A reader of `git log --reverse --patch --unified=0` in `COMMIT_FORMAT`: follows each
 * task-list item and each cell of a table's row from commit to commit. An item that was reworded in a place of its own, and
 * a document that was renamed, stay what they were.
 */
export function historyReader(): HistoryReader {
  const documents = new Map<string, Map<string, Seen>>();
  let day = '';
  let from: string | undefined;
  let to: string | undefined;
  let hunk = { removed: 0, added: 0 };
  let lines: { removed: Item[]; added: Item[] } = { removed: [], added: [] };
  let left = 0;
  const take = (list: Item[], line: string) => {
    for (const item of left > 0 ? itemsOf(line.slice(1)) : []) {
      list.push(item);
      left -= 1;
    }
  };
  const endHunk = () => {
    if (to !== undefined) apply(documentOf(documents, to), lines.removed, lines.added, day);
    lines = { removed: [], added: [] };
  };
  return {
    read(line) {
      // By their number: a line that was removed may look like a header, `--- a`.
      if (hunk.removed > 0 && line.startsWith('-')) {
        hunk.removed -= 1;
        take(lines.removed, line);
      } else if (hunk.added > 0 && line.startsWith('+')) {
        hunk.added -= 1;
        take(lines.added, line);
      } else if (line.startsWith('@@ ')) {
        endHunk();
        hunk = hunkOf(line);
      } else if (line.startsWith(COMMIT_MARK)) {
        endHunk();
        const epochMilliseconds = Number(line.slice(1)) * 1000;
        day = localDate({ precision: 'time', epochMilliseconds, offset: 'Z' });
      } else if (line.startsWith('diff --git ')) {
        endHunk();
        from = undefined;
        to = undefined;
        left = 2 * MOST_PER_COMMIT;
      } else if (line.startsWith('rename from ')) {
        from = unquoted(line.slice('rename from '.length));
      } else if (line.startsWith('rename to ')) {
        to = unquoted(line.slice('rename to '.length));
        const known = from === undefined ? undefined : documents.get(from);
        if (known && to !== undefined) documents.set(to, known);
        if (from !== undefined && from !== to) documents.delete(from);
      } else if (line.startsWith('+++ ')) {
        to = pathOf(line.slice('+++ '.length));
      }
    },
    history() {
      endHunk();
      return new Map(
        [...documents].map(([path, items]) => [path, new Map([...items].map(([key, seen]) => [key, daysOf(seen)]))]),
      );
    },
  };
}

/** The postmortems with what the history knows of their actions. Two of one text in one document are nobody's. */
export function withHistory(postmortems: readonly Postmortem[], history: History): Postmortem[] {
  return postmortems.map((postmortem) => {
    const items = history.get(postmortem.path);
    if (!items || postmortem.actions.length === 0) return postmortem;
    const keys = new Map<string, number>();
    for (const { title } of postmortem.actions) keys.set(textKey(title), (keys.get(textKey(title)) ?? 0) + 1);
    const actions = postmortem.actions.map((action) => {
      const key = textKey(action.title);
      if (keys.get(key) !== 1) return action;
      const { openSince, closedOn } = items.get(key) ?? wrapped(items, key, keys) ?? {};
      if (action.state !== 'open') return { ...action, ...(closedOn && { closedOn }) };
      // Nobody promises what was due before: git only got to know of it then.
      return { ...action, ...(openSince && !isOverdue(action, openSince) && { openSince }) };
    });
    return { ...postmortem, actions };
  });
}

type Item = { key: string; state: ActionItem['state'] };
type Seen = { state: ActionItem['state']; openSince?: string; closedOn?: string };

/** A text without the marks of Markdown: as much as a line and the parsed document have in common. */
function textKey(text: string): string {
  return text
    .replaceAll(/\]\([^()]*\)/g, '')
    .replaceAll(/[`*_~[\]\\]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const ANSWER = /^(?:yes|x|✓|✅|fixed)$/i;
const TASK = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\]\s/;

// What an old commit holds cannot be mended, so that it must not take long either. Nobody has so many actions, or one so long.
const LONGEST = 2_000;
const MOST_PER_COMMIT = 2_000;
const MOST_PER_DOCUMENT = 20_000;

function itemsOf(line: string): Item[] {
  if (line.length > LONGEST) return [];
  if (TASK.test(line)) {
    const [task] = parseActions(parseMarkdown(line.trim()).children).items;
    return task ? [{ key: textKey(task.title), state: task.state }] : [];
  }
  if (!line.includes('|')) return [];
  // Which column the title stands in is known by the whole document only: each cell may be it.
  const cells = line
    .split(/(?<!\\)\|/)
    .map(textKey)
    .filter((cell) => cell !== '');
  // A yes may answer any question: which column tells the state is known by the whole document only, too.
  const states = cells.filter((cell) => !ANSWER.test(cell)).map(statusOf);
  const state = states.find((found) => found === 'done' || found === 'dropped') ?? 'open';
  return cells.length > 1 ? cells.map((key) => ({ key, state })) : [];
}

/** Takes one hunk's lines: what is on both sides changed its state, what is left over on both in the same number its words. */
function apply(items: Map<string, Seen>, removed: readonly Item[], added: readonly Item[], day: string): void {
  const [before, after] = [removed, added].map((list) => new Set(list.map(({ key }) => key))) as [
    Set<string>,
    Set<string>,
  ];
  const gone = removed.filter(({ key }) => !after.has(key));
  const come = added.filter(({ key }) => !before.has(key) && !items.has(key));
  if (gone.length === come.length) {
    for (const [index, { key }] of come.entries()) {
      const known = gone[index] && items.get(gone[index].key);
      if (known) items.set(key, known);
    }
  }
  for (const { key, state } of added) {
    const seen = items.get(key);
    if (seen || items.size < MOST_PER_DOCUMENT) items.set(key, next(seen, state, day));
  }
}

function next(seen: Seen | undefined, state: ActionItem['state'], day: string): Seen {
  if (seen?.state === state) return seen;
  if (state === 'open') return { state, openSince: day };
  return seen === undefined || seen.state !== 'open' ? { ...seen, state } : { state, closedOn: day };
}

function daysOf({ openSince, closedOn }: Seen): ActionDays {
  return { ...(openSince && { openSince }), ...(closedOn && { closedOn }) };
}

/** A task that goes on in the next line has a key of its first line alone. */
function wrapped(
  items: ReadonlyMap<string, ActionDays>,
  key: string,
  keys: ReadonlyMap<string, number>,
): ActionDays | undefined {
  const begins = [...items.keys()].filter(
    (begin) => key.startsWith(begin) && /^[,;]?\s/.test(key.slice(begin.length)) && !keys.has(begin),
  );
  const longest = begins.sort((a, b) => b.length - a.length)[0];
  return longest !== undefined && longest.length >= 12 ? items.get(longest) : undefined;
}

function documentOf(documents: Map<string, Map<string, Seen>>, path: string): Map<string, Seen> {
  const known = documents.get(path) ?? new Map<string, Seen>();
  documents.set(path, known);
  return known;
}

/** Numbers of lines of a hunk's header, `@@ -12 +12,2 @@`. */
function hunkOf(line: string): { removed: number; added: number } {
  const [, removed = '1', added = '1'] = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line) ?? [];
  return { removed: Number(removed), added: Number(added) };
}

/** The path of `b/2024/a.md`; `undefined` for `/dev/null`. */
function pathOf(name: string): string | undefined {
  // Git puts a tab behind names with spaces.
  const path = unquoted(name.replace(/\t$/, ''));
  return path?.startsWith('b/') ? path.slice(2) : undefined;
}

/** A name as git writes it: with quotation marks and escapes where it has odd characters. Of a few escapes nothing is known. */
function unquoted(name: string): string | undefined {
  if (!name.startsWith('"')) return name;
  try {
    return String(JSON.parse(name));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
