import { localDate } from '../../postmortem/time/timestamp.ts';
import type { History } from './history.ts';
import {
  actionsInLine,
  applyHunk,
  daysOf,
  MAX_PER_COMMIT,
  type TrackedAction,
  type TrackedLine,
} from './tracked-actions.ts';

/** Reads the output of git line by line. */
export interface HistoryReader {
  read(line: string): void;
  /** Returns the history of everything read so far. */
  history(): History;
}

/** Format of a commit for `git log`: a character that begins no line of a patch, and the seconds since 1970. */
export const COMMIT_FORMAT = '%x01%ct';
const COMMIT_MARK = '\u0001';

/**
 * Creates a reader of `git log --reverse --patch --unified=0` in `COMMIT_FORMAT`. It follows each task-list item and each
 * table cell from commit to commit, including renamed documents and items that were reworded in place.
 */
export function historyReader(): HistoryReader {
  const documents = new Map<string, Map<string, TrackedAction>>();
  const changes = new Map<string, string>();
  let day = '';
  let from: string | undefined;
  let to: string | undefined;
  let hunk = { removed: 0, added: 0 };
  let lines: { removed: TrackedLine[]; added: TrackedLine[] } = { removed: [], added: [] };
  let left = 0;
  const take = (list: TrackedLine[], line: string) => {
    for (const item of left > 0 ? actionsInLine(line.slice(1)) : []) {
      list.push(item);
      left -= 1;
    }
  };
  const endHunk = () => {
    if (to !== undefined) applyHunk(documentOf(documents, to), lines.removed, lines.added, day);
    lines = { removed: [], added: [] };
  };
  return {
    read(line) {
      // Counts lines, as a removed line may look like a header: `--- a`.
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
        left = 2 * MAX_PER_COMMIT;
      } else if (line.startsWith('rename from ')) {
        from = unquoted(line.slice('rename from '.length));
      } else if (line.startsWith('rename to ')) {
        to = unquoted(line.slice('rename to '.length));
        const known = from === undefined ? undefined : documents.get(from);
        if (known && to !== undefined) documents.set(to, known);
        if (from !== undefined && from !== to) documents.delete(from);
        // Renaming a file does not change what it says.
        const changed = changes.get(from ?? '');
        if (changed !== undefined && to !== undefined) changes.set(to, changed);
      } else if (line.startsWith('+++ ')) {
        to = pathOf(line.slice('+++ '.length));
        if (to !== undefined) changes.set(to, day);
      }
    },
    history() {
      endHunk();
      const actions = new Map(
        [...documents].map(([path, tracked]) => [
          path,
          new Map([...tracked].map(([key, action]) => [key, daysOf(action)])),
        ]),
      );
      return { actions, changes };
    },
  };
}

function documentOf(documents: Map<string, Map<string, TrackedAction>>, path: string): Map<string, TrackedAction> {
  const known = documents.get(path) ?? new Map<string, TrackedAction>();
  documents.set(path, known);
  return known;
}

/** Returns the numbers of lines from the header of a hunk, `@@ -12 +12,2 @@`. */
function hunkOf(line: string): { removed: number; added: number } {
  const [, removed = '1', added = '1'] = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line) ?? [];
  return { removed: Number(removed), added: Number(added) };
}

/** Returns the path from `b/2024/a.md`; `undefined` for `/dev/null`. */
function pathOf(name: string): string | undefined {
  // Git adds a tab after names with spaces.
  const path = unquoted(name.replace(/\t$/, ''));
  return path?.startsWith('b/') ? path.slice(2) : undefined;
}

/** Decodes a name that git quotes because of unusual characters; `undefined` for escapes that JSON does not have. */
function unquoted(name: string): string | undefined {
  if (!name.startsWith('"')) return name;
  try {
    return String(JSON.parse(name));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
