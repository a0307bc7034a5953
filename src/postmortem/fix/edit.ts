import { joinLines, splitLines } from './lines.ts';

/** What a change concerns. */
export type EditKind = 'order' | 'value' | 'time' | 'duration' | 'task' | 'owner' | 'due' | 'done';

/** A change within one line, counted from 1. Offsets are UTF-16 code units from the start of the line. */
export interface LineEdit {
  kind: Exclude<EditKind, 'order'>;
  line: number;
  from: number;
  to: number;
  text: string;
}

/** Applies changes that do not overlap. Everything else stays as it is. */
export function applyEdits(source: string, edits: readonly LineEdit[]): string {
  const file = splitLines(source);
  for (const { line, from, to, text } of edits.toSorted((a, b) => b.from - a.from)) {
    const edited = file.lines[line - 1];
    if (edited) edited.text = edited.text.slice(0, from) + text + edited.text.slice(to);
  }
  return joinLines(file);
}
