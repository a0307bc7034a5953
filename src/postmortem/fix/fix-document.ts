import type { ActionItem } from '../body/action-items.ts';
import { parseBody } from '../body/parse.ts';
import type { DocumentSettings, Identity } from '../document.ts';
import { parseFrontmatter } from '../frontmatter/parse.ts';
import { normalizedText } from '../normalized-text.ts';
import { actionEdits } from './action-edits.ts';
import { applyEdits, type EditKind, type LineEdit } from './edit.ts';
import { orderKeys } from './key-order.ts';
import { saysTheSame, timeEdits, valueEdits } from './values.ts';

/** A document whose form is corrected, with the number of changes of each kind. */
export interface FixedDocument {
  text: string;
  changes: ReadonlyMap<EditKind, number>;
}

// A change can make another one possible, such as a task with a due date in words. A further round finds nothing.
const MAX_ROUNDS = 5;

/**
 * Corrects the form of a document without changing what it says: the order of keys, times, durations, values with one reading,
 * and action items in lists, as tasks with marks. Plain action items without a status become open. Each change is checked by
 * reading the document again; everything else stays as it is, byte for byte. A document whose frontmatter is not valid YAML, or
 * that exceeds a limit, is returned unchanged.
 */
export function fixDocument(source: string, identity: Identity, settings: DocumentSettings): FixedDocument {
  const changes = new Map<EditKind, number>();
  let read = readDocument(source, identity, settings);
  for (let round = 0; read && round < MAX_ROUNDS; round++) {
    const fixed = fixOnce(read, identity, settings, changes);
    if (fixed === read) break;
    read = fixed;
  }
  return { text: read?.source ?? source, changes };
}

/** A document, as far as a change of form must not change it. */
interface ReadDocument extends ReturnType<typeof parseFrontmatter> {
  source: string;
  actions: readonly ActionItem[];
  /** The valid keys of the frontmatter. */
  keys: string;
  /** Everything else that is known of it; absent if the frontmatter is not valid. */
  facts: string | undefined;
  /** Problems, except those of action items, and how often each occurs. */
  problems: ReadonlyMap<string, number>;
}

function readDocument(source: string, identity: Identity, settings: DocumentSettings): ReadDocument | undefined {
  const frontmatter = parseFrontmatter(source, identity, settings);
  if (frontmatter.split.diagnostics.length > 0 || !frontmatter.split.data) return undefined;
  const { actions, postmortem, diagnostics } = parseBody(frontmatter, settings);
  const all = [...frontmatter.diagnostics, ...diagnostics];
  if (diagnostics.some(({ rule }) => rule === 'over-limit')) return undefined;
  const problems = new Map<string, number>();
  for (const { rule, message } of all) {
    const key = `${rule} ${message}`;
    if (!rule.startsWith('action-')) problems.set(key, (problems.get(key) ?? 0) + 1);
  }
  const facts = postmortem && JSON.stringify({ ...postmortem, actions: undefined }, sortedKeys);
  return { ...frontmatter, source, actions, keys: JSON.stringify(frontmatter.valid, sortedKeys), facts, problems };
}

/** Makes `JSON.stringify` ignore the order of keys. */
function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Applies what can be changed at once. Returns the same object if that is nothing. */
function fixOnce(
  read: ReadDocument,
  identity: Identity,
  settings: DocumentSettings,
  changes: Map<EditKind, number>,
): ReadDocument {
  const attempt = (before: ReadDocument, text: string | undefined, edits: readonly LineEdit[]) => {
    const after = text === undefined ? undefined : readDocument(text, identity, settings);
    return after && saysTheSameAs(before, after, edits) ? after : undefined;
  };
  const count = (kind: EditKind) => changes.set(kind, (changes.get(kind) ?? 0) + 1);
  const ordered = attempt(read, orderKeys(read.source, read), []);
  if (ordered) count('order');
  const start = ordered ?? read;
  const lines = normalizedText(start.source).split('\n');
  const edits = withoutOverlap([
    ...valueEdits(start),
    ...timeEdits(start, lines),
    ...actionEdits(start, start.actions, lines, settings),
  ]);
  /** Applies the changes that keep what the document says: all of them or, if one does not, those of each half. */
  const apply = (before: ReadDocument, some: readonly LineEdit[]): ReadDocument => {
    const after = some.length > 0 ? attempt(before, applyEdits(before.source, some), some) : before;
    if (after) for (const { kind } of some) count(kind);
    if (after || some.length === 1) return after ?? before;
    const middle = Math.ceil(some.length / 2);
    return apply(apply(before, some.slice(0, middle)), some.slice(middle));
  };
  // From the end, as a change moves what follows on its line.
  return apply(
    start,
    edits.toSorted((a, b) => b.line - a.line || b.from - a.from),
  );
}

/** Whether a document says what it said before, except that the action items that became tasks are open. */
function saysTheSameAs(before: ReadDocument, after: ReadDocument, edits: readonly LineEdit[]): boolean {
  const tasks = new Set(edits.flatMap(({ kind, line }) => (kind === 'task' ? [line] : [])));
  const expected = before.actions.map((action) => {
    return action.status === 'unknown' && tasks.has(action.line) ? { ...action, status: 'open' } : action;
  });
  return (
    before.keys === after.keys &&
    (before.facts ?? after.facts) === after.facts &&
    JSON.stringify(expected, sortedKeys) === JSON.stringify(after.actions, sortedKeys) &&
    [...after.problems].every(([problem, times]) => times <= (before.problems.get(problem) ?? 0)) &&
    Object.keys(before.split.data ?? {}).every((key) => isSameValue(key, before, after))
  );
}

/** Times and durations may be written in another way: `keys` has what they say. */
function isSameValue(key: string, before: ReadDocument, after: ReadDocument): boolean {
  const value = (before.valid as Record<string, unknown>)[key];
  const isTime = typeof value === 'number' || (typeof value === 'object' && value !== null && 'precision' in value);
  return isTime || saysTheSame(before.split.data?.[key], after.split.data?.[key]);
}

function withoutOverlap(edits: readonly LineEdit[]): LineEdit[] {
  return edits.filter(
    (edit, index) =>
      !edits.slice(0, index).some(({ line, from, to }) => line === edit.line && edit.from < to && from < edit.to),
  );
}
