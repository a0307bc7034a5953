import { type Document, isCollection, isMap, isScalar, type Node, type Pair, Scalar, stringify } from 'yaml';
import type { Fix, Place } from '../../../diagnostics/diagnostic.ts';
import { type Edit, quoted } from './edits.ts';

/** A part of a YAML text that was read by itself: the whole, or a top-level key with its value. Offsets are the text's. */
export interface Part {
  from: number;
  to: number;
  /** Absent where it could not be read. */
  document?: Document.Parsed;
  /** Whether `document` is what is written and not what a change would make of it: only then it knows what stands where. */
  isExact: boolean;
  /** The keys that its text may have: more than one where it cannot be told; none for the whole. */
  keys: readonly string[];
}

/** Turns offsets in a text into places in the file. */
export interface Placer {
  /** The place of a change, which may lie between two characters. */
  exact(from: number, to: number): Place;
  /** The place of something to look at, with a character in it wherever its line has one. */
  shown(from: number, to: number): Place;
}

/** Where keys and values stand, and how they are changed. */
export interface YamlPlaces {
  /**
   * Where the value (or, with `'key'`, the key) at a path stands; of a value that is not there, where the map or list
   * stands that lacks it. `undefined` where that is the whole.
   */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place | undefined;
  /** The value at a path as it is written, such as `1.10` of the number 1.1; `undefined` where that is no single value. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
  /** The change that puts another value at a path; `undefined` where the present one is not written in one piece. */
  fixValue(path: readonly PropertyKey[], value: unknown): Fix | undefined;
  /** The change that renames the key at a path. */
  fixKey(path: readonly PropertyKey[], key: string): Fix | undefined;
  /** The change that adds a top-level key; `undefined` where there are no lines of keys. */
  addKey(key: string, value: unknown): Fix | undefined;
  /** What `#` makes a comment behind a top-level key or its text, without a space behind it: `title: Outage #1`. */
  commentAt(key: string): Comment | undefined;
}

export interface Comment {
  /** As written, with its `#`. */
  text: string;
  place: Place;
  /** The value with the comment in it. */
  value: string;
  /** Makes the comment part of the value. */
  fix: Fix;
}

interface Found {
  part: Part;
  pair?: Pair<Node, Node | null>;
  node?: Node | null | undefined;
}

/** Looks things up in a text of which `parts` were read. */
export function yamlPlaces(text: string, parts: readonly Part[], { exact, shown }: Placer): YamlPlaces {
  const tops = topPairs(parts);
  const find = (path: readonly PropertyKey[]): Found | undefined => {
    const top = tops.get(String(path[0]));
    if (!top || path.length === 1) return top;
    const parent = top.part.document?.getIn(path.slice(0, -1), true);
    const last = path.at(-1);
    const pairs = isMap<Node, Node | null>(parent) ? parent.items : [];
    const pair = pairs.find(({ key }) => isScalar(key) && String(key.value) === last);
    const node = pair ? pair.value : (top.part.document?.getIn(path, true) as Node | undefined);
    return pair || node ? { part: top.part, ...(pair && { pair }), node } : undefined;
  };
  const fix = ({ from, to, text: own }: Edit): Fix => ({ place: exact(from, to), text: own });
  return {
    placeOf(path, kind = 'value') {
      for (let length = path.length; length > 0; length -= 1) {
        const found = find(path.slice(0, length));
        if (found && !found.part.isExact) return shown(...roughRange(text, found.part));
        if (!found) continue;
        const [key, value] = [found.pair?.key, found.node].map((node) => rangeOf(node, found.part));
        // An empty value has no characters to point at.
        const range = kind === 'value' && value && value[0] < value[1] ? value : (key ?? value);
        if (range) return shown(...range);
      }
      return undefined;
    },
    sourceOf(path) {
      const found = find(path);
      return found?.part.isExact && isScalar(found.node) ? found.node.source : undefined;
    },
    fixValue(path, value) {
      const found = find(path);
      const edit = found?.part.isExact ? valueEdit(text, found, value) : undefined;
      return edit && fix(edit);
    },
    fixKey(path, key) {
      const found = find(path);
      const range = found?.part.isExact ? rangeOf(found.pair?.key, found.part) : undefined;
      return range && fix({ from: range[0], to: range[1], text: flow(key) });
    },
    addKey(key, value) {
      const isFlow = parts.some(({ document }) => isCollection(document?.contents) && document.contents.flow);
      if (isFlow) return undefined;
      const line = `${flow(key)}: ${flow(value)}`;
      return fix({ from: text.length, to: text.length, text: text === '' ? `${line}\n` : `\n${line}` });
    },
    commentAt(key) {
      const found = tops.get(key);
      const comment = found?.part.isExact ? commentBehind(text, found) : undefined;
      return comment && { ...comment, place: shown(comment.from, comment.to), fix: fix(comment.edit) };
    },
  };
}

/** The top-level keys; of two of one name the last, which is the one that counts. */
function topPairs(parts: readonly Part[]): Map<string, Found> {
  return new Map(
    parts.flatMap((part) => {
      const contents = part.document?.contents;
      if (!isMap<Node, Node | null>(contents)) return [];
      return contents.items.flatMap((pair): [string, Found][] =>
        isScalar(pair.key) ? [[String(pair.key.value), { part, pair, node: pair.value }]] : [],
      );
    }),
  );
}

function rangeOf(node: Node | null | undefined, { from }: Part): [from: number, to: number] | undefined {
  const range = node?.range;
  return range ? [range[0] + from, range[1] + from] : undefined;
}

/** All that is written behind the key of a part. */
function roughRange(text: string, { from, to }: Part): [from: number, to: number] {
  const own = text.slice(from, to);
  const behind = /^[^\n]*?:\s*/.exec(own)?.[0].length ?? 0;
  return [from + behind, from + Math.max(behind, own.trimEnd().length)];
}

function valueEdit(text: string, { part, pair, node }: Found, value: unknown): Edit | undefined {
  const range = rangeOf(node, part);
  const key = rangeOf(pair?.key, part);
  if (!range || range[0] === range[1]) {
    const colon = key ? text.indexOf(':', key[1]) + 1 : 0;
    const at = range && hasMark(node) ? range[0] : colon;
    return at > 0 ? { from: at, to: at, text: ` ${flow(value)}` } : undefined;
  }
  if (hasMark(node)) return undefined;
  const isBlock = isCollection(node) ? !node.flow : isScalar(node) && /^BLOCK/.test(node.type ?? '');
  if (!isBlock) return { from: range[0], to: range[1], text: flow(value) };
  const colon = key ? text.indexOf(':', key[1]) + 1 : 0;
  const own = text.slice(colon, range[1]).trimEnd();
  // Comments would be lost.
  return colon > 0 && !own.includes('#') ? { from: colon, to: colon + own.length, text: ` ${flow(value)}` } : undefined;
}

/** A value on one line, as it may stand in YAML wherever a value may. */
export function flow(value: unknown): string {
  if (typeof value === 'string' && /\n/.test(value)) return JSON.stringify(value);
  const text = stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
  // Written by itself, it does not know of a list around it.
  return typeof value === 'string' && /^[^"'].*[[\]{},]/.test(text) ? quoted(value) : text;
}

/** Whether an anchor or a tag stands before a value: what those are for, only a person knows. */
function hasMark(node: Node | null | undefined): boolean {
  return Boolean(node?.tag) || ((isScalar(node) || isCollection(node)) && Boolean(node.anchor));
}

function commentBehind(text: string, { part, pair, node }: Found) {
  const [, keyEnd] = rangeOf(pair?.key, part) ?? [];
  if (keyEnd === undefined || !isScalar(node) || hasMark(node)) return undefined;
  const [start, end] = rangeOf(node, part) ?? [];
  const isEmpty = node.value === null && node.source === '';
  if (!isEmpty && (node.type !== Scalar.PLAIN || start === undefined || end === undefined)) return undefined;
  const behind = isEmpty ? text.indexOf(':', keyEnd) + 1 : (end ?? 0);
  const [line = ''] = text.slice(behind).split('\n', 1);
  const [all = '', space = '', comment = ''] = /^([ \t]+)(#\S.*?)[ \t]*$/.exec(line) ?? [];
  if (all === '') return undefined;
  const from = behind + space.length;
  const to = from + comment.length;
  const value = isEmpty ? comment : text.slice(start, to);
  const edit = isEmpty
    ? { from: behind, to, text: ` ${quoted(comment)}` }
    : { from: start ?? behind, to, text: quoted(value) };
  return { text: comment, value, from, to, edit };
}
