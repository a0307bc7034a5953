import { type Document, isCollection, isMap, isScalar, type Node, type Pair, Scalar, stringify } from 'yaml';
import type { Fix, Place } from '../../../diagnostics/diagnostic.ts';
import { type Edit, quoted } from './edits.ts';

/** A separately parsed part of a YAML text: the whole, or a top-level key with its value. Offsets refer to the whole text. */
export interface Part {
  from: number;
  to: number;
  /** Absent when the part could not be parsed. */
  document?: Document.Parsed;
  /** Whether `document` was parsed from the text as written, and not from corrected text. Only then its offsets are valid. */
  isExact: boolean;
  /** The keys that the part may contain: several when this is ambiguous, none for the whole text. */
  keys: readonly string[];
}

/** Converts offsets in a text to places in the file. */
export interface Placer {
  /** Returns the place of an edit, which may be empty. */
  exact(from: number, to: number): Place;
  /** Returns a place to show, which contains a character unless its line is empty. */
  shown(from: number, to: number): Place;
}

/** Looks up the places of keys and values, and creates edits for them. */
export interface YamlPlaces {
  /**
   * Returns the place of the value (or, with `'key'`, the key) at a path. For a missing value, returns the place of the nearest
   * map or list that should contain it; `undefined` when that is the whole text.
   */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place | undefined;
  /** Returns the value at a path as written, such as `1.10` for the number 1.1; `undefined` when it is not a scalar. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
  /** Returns the edit that replaces the value at a path; `undefined` when the current one cannot be replaced as a whole. */
  fixValue(path: readonly PropertyKey[], value: unknown): Fix | undefined;
  /** Returns the edit that renames the key at a path. */
  fixKey(path: readonly PropertyKey[], key: string): Fix | undefined;
  /** Returns the edit that adds a top-level key; `undefined` when the top level is a flow map. */
  addKey(key: string, value: unknown): Fix | undefined;
  /** Returns the comment after the key at a path or its text, if no space follows the `#`: `title: Outage #1`. */
  commentAt(path: readonly string[]): Comment | undefined;
}

export interface Comment {
  /** As written, including `#`. */
  text: string;
  place: Place;
  /** The value including the comment. */
  value: string;
  /** Makes the comment part of the value. */
  fix: Fix;
}

interface Match {
  part: Part;
  pair?: Pair<Node, Node | null>;
  node?: Node | null | undefined;
}

/** Creates the lookup for a text that was parsed into `parts`. */
export function yamlPlaces(text: string, parts: readonly Part[], { exact, shown }: Placer): YamlPlaces {
  const topLevel = topPairs(parts);
  const find = (path: readonly PropertyKey[]): Match | undefined => {
    const top = topLevel.get(String(path[0]));
    if (!top || path.length === 1) return top;
    const parent = top.part.document?.getIn(path.slice(0, -1), true);
    const last = path.at(-1);
    const pairs = isMap<Node, Node | null>(parent) ? parent.items : [];
    const pair = pairs.find(({ key }) => isScalar(key) && String(key.value) === last);
    const node = pair ? pair.value : (top.part.document?.getIn(path, true) as Node | undefined);
    return pair || node ? { part: top.part, ...(pair && { pair }), node } : undefined;
  };
  const fix = ({ from, to, text: newText }: Edit): Fix => ({ place: exact(from, to), text: newText });
  return {
    placeOf(path, kind = 'value') {
      for (let length = path.length; length > 0; length -= 1) {
        const match = find(path.slice(0, length));
        if (match && !match.part.isExact) return shown(...valueTextRange(text, match.part));
        if (!match) continue;
        const [key, value] = [match.pair?.key, match.node].map((node) => rangeOf(node, match.part));
        // An empty value has no characters to point at.
        const range = kind === 'value' && value && value[0] < value[1] ? value : (key ?? value);
        if (range) return shown(...range);
      }
      return undefined;
    },
    sourceOf(path) {
      const match = find(path);
      return match?.part.isExact && isScalar(match.node) ? match.node.source : undefined;
    },
    fixValue(path, value) {
      const match = find(path);
      const edit = match?.part.isExact ? valueEdit(text, match, value) : undefined;
      return edit && fix(edit);
    },
    fixKey(path, key) {
      const match = find(path);
      const range = match?.part.isExact ? rangeOf(match.pair?.key, match.part) : undefined;
      return range && fix({ from: range[0], to: range[1], text: toFlowYaml(key) });
    },
    addKey(key, value) {
      const isFlow = parts.some(({ document }) => isCollection(document?.contents) && document.contents.flow);
      if (isFlow) return undefined;
      const line = `${toFlowYaml(key)}: ${toFlowYaml(value)}`;
      return fix({ from: text.length, to: text.length, text: text === '' ? `${line}\n` : `\n${line}` });
    },
    commentAt(path) {
      const match = find(path);
      const comment = match?.part.isExact ? trailingComment(text, match) : undefined;
      return comment && { ...comment, place: shown(comment.from, comment.to), fix: fix(comment.edit) };
    },
  };
}

/** Returns the top-level keys; of duplicate keys the last, which is the effective one. */
function topPairs(parts: readonly Part[]): Map<string, Match> {
  return new Map(
    parts.flatMap((part) => {
      const contents = part.document?.contents;
      if (!isMap<Node, Node | null>(contents)) return [];
      return contents.items.flatMap((pair): [string, Match][] =>
        isScalar(pair.key) ? [[String(pair.key.value), { part, pair, node: pair.value }]] : [],
      );
    }),
  );
}

function rangeOf(node: Node | null | undefined, { from }: Part): [from: number, to: number] | undefined {
  const range = node?.range;
  return range ? [range[0] + from, range[1] + from] : undefined;
}

/** Returns the range of all text after the key of a part. */
function valueTextRange(text: string, { from, to }: Part): [from: number, to: number] {
  const partText = text.slice(from, to);
  const valueStart = /^[^\n]*?:\s*/.exec(partText)?.[0].length ?? 0;
  return [from + valueStart, from + Math.max(valueStart, partText.trimEnd().length)];
}

function valueEdit(text: string, { part, pair, node }: Match, value: unknown): Edit | undefined {
  const range = rangeOf(node, part);
  const key = rangeOf(pair?.key, part);
  if (!range || range[0] === range[1]) {
    const colon = key ? text.indexOf(':', key[1]) + 1 : 0;
    const at = range && hasAnchorOrTag(node) ? range[0] : colon;
    return at > 0 ? { from: at, to: at, text: ` ${toFlowYaml(value)}` } : undefined;
  }
  if (hasAnchorOrTag(node)) return undefined;
  const isBlock = isCollection(node) ? !node.flow : isScalar(node) && /^BLOCK/.test(node.type ?? '');
  if (!isBlock) return { from: range[0], to: range[1], text: toFlowYaml(value) };
  const colon = key ? text.indexOf(':', key[1]) + 1 : 0;
  const block = text.slice(colon, range[1]).trimEnd();
  // Replacing a block with comments would lose them.
  if (colon === 0 || block.includes('#')) return undefined;
  return { from: colon, to: colon + block.length, text: ` ${toFlowYaml(value)}` };
}

/** Serializes a value as YAML on one line, valid in any context. */
export function toFlowYaml(value: unknown): string {
  if (typeof value === 'string' && /\n/.test(value)) return JSON.stringify(value);
  const text = stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
  // `stringify` does not quote characters that are special within a flow list or map.
  return typeof value === 'string' && /^[^"'].*[[\]{},]/.test(text) ? quoted(value) : text;
}

/** Whether a value has an anchor or a tag. Such values are not edited, because their purpose is unknown. */
function hasAnchorOrTag(node: Node | null | undefined): boolean {
  return Boolean(node?.tag) || ((isScalar(node) || isCollection(node)) && Boolean(node.anchor));
}

function trailingComment(text: string, { part, pair, node }: Match) {
  const [, keyEnd] = rangeOf(pair?.key, part) ?? [];
  if (keyEnd === undefined || !isScalar(node) || hasAnchorOrTag(node)) return undefined;
  const [start, end] = rangeOf(node, part) ?? [];
  const isEmpty = node.value === null && node.source === '';
  if (!isEmpty && (node.type !== Scalar.PLAIN || start === undefined || end === undefined)) return undefined;
  const valueStart = isEmpty ? text.indexOf(':', keyEnd) + 1 : (end ?? 0);
  const [line = ''] = text.slice(valueStart).split('\n', 1);
  const [all = '', space = '', comment = ''] = /^([ \t]+)(#\S.*?)[ \t]*$/.exec(line) ?? [];
  if (all === '') return undefined;
  const from = valueStart + space.length;
  const to = from + comment.length;
  const value = isEmpty ? comment : text.slice(start, to);
  const edit = isEmpty
    ? { from: valueStart, to, text: ` ${quoted(comment)}` }
    : { from: start ?? valueStart, to, text: quoted(value) };
  return { text: comment, value, from, to, edit };
}
