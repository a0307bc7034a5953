import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { controlIn } from '../diagnostics/control.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';

/** YAML read as keys and values, with the places of both. */
export interface Yaml {
  /** Absent where it could not be read, and `problems` says why. */
  data?: Record<string, unknown>;
  /**
   * Where the value (or, with `'key'`, the key) at a path stands; of a value that is not there, where the map or list
   * stands that lacks it. `undefined` where that is the whole.
   */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place | undefined;
  /** The value at a path as it is written, such as `1.10` of the number 1.1; `undefined` where that is no single value. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
  /** Without a place where the whole is meant. */
  problems: { place?: Place; message: string; help: string }[];
}

// An alias bomb needs many; a hand-written file needs next to none.
const MAX_ALIASES = 100;

/**
 * Reads YAML 1.2 whose top is `key: value` lines; nothing is the empty map. `indent` is the number of columns by which
 * its first line stands further right in the file. Never throws for what is in `text`.
 */
export function parseYaml(text: string, indent = 0): Yaml {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  const place = (from: number, to: number): Place => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, Math.min(to, text.length)));
    const shift = (position: { line: number; col: number }) => position.col + (position.line === 1 ? indent : 0);
    return { line: start.line, column: shift(start), endLine: end.line, endColumn: shift(end) };
  };
  const nodeAt = (path: readonly PropertyKey[], part: 'key' | 'value'): Node | undefined => {
    const parent = yaml.getIn(path.slice(0, -1), true);
    const key = path.at(-1);
    const pair = isMap(parent) && parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    const value = pair ? pair.value : yaml.getIn(path, true);
    return ((pair && part === 'key' ? pair.key : value) ?? (pair ? pair.key : undefined)) as Node | undefined;
  };
  const placeOf: Yaml['placeOf'] = (path, part = 'value') => {
    for (let length = path.length; length > 0; length -= 1) {
      const range = nodeAt(path.slice(0, length), part)?.range;
      if (range) return place(range[0], range[1]);
    }
    return undefined;
  };
  const sourceOf: Yaml['sourceOf'] = (path) => {
    const node = nodeAt(path, 'value');
    return isScalar(node) ? node.source : undefined;
  };

  // `yaml` calls itself for every level, and gives what came of it as an error of the text, wherever it happened.
  if (yaml.errors.some(({ message }) => message.includes('call stack'))) {
    const message = 'Unexpected YAML of so many levels, expected a few';
    return { placeOf, sourceOf, problems: [{ message, help: 'Nest lists and maps less deeply.' }] };
  }
  const problems = yaml.errors
    .map(({ pos: [from, to], code, message }) => {
      if (code !== 'DUPLICATE_KEY') return { place: place(from, to), ...explain(code, message) };
      const [key = ''] = /^[^:\n]*/.exec(text.slice(from)) ?? [];
      const found = `Unexpected second key ${quote(key)}`;
      return { place: place(from, from + key.trimEnd().length), message: found, help: 'Keep one of the two.' };
    })
    // One slip may be several errors to the parser.
    .filter(({ place: { line }, message }, index, all) => {
      return index === all.findIndex((other) => other.place.line === line && other.message === message);
    });
  const controls = escapes(yaml).map(({ range: [from, to], ...problem }) => ({ place: place(from, to), ...problem }));
  if (problems.length === 0 && controls.length > 0) return { placeOf, sourceOf, problems: controls };
  if (problems.length > 0) return { placeOf, sourceOf, problems };
  if (yaml.contents && !isMap(yaml.contents)) {
    const message = 'Unexpected YAML, expected `key: value` lines';
    return { placeOf, sourceOf, problems: [{ message, help: 'Write one key per line.' }] };
  }
  try {
    return { data: yaml.toJS({ maxAliasCount: MAX_ALIASES }) ?? {}, placeOf, sourceOf, problems };
  } catch (error) {
    // `yaml` throws for exhausted and for unresolved aliases; both are the author's.
    if (!(error instanceof ReferenceError)) throw error;
    const [from, to] = unresolvedAlias(yaml) ?? [];
    const help = 'Write the values out.';
    if (from === undefined || to === undefined) {
      const message = `Unexpected YAML aliases that multiply, expected up to ${MAX_ALIASES} values`;
      return { placeOf, sourceOf, problems: [{ message, help }] };
    }
    const message = `Unexpected alias ${quote(text.slice(from, to))}, expected the name of an anchor before it`;
    return {
      placeOf,
      sourceOf,
      problems: [{ place: place(from, to), message, help: `${help} A \`*\` in text needs quotation marks.` }],
    };
  }
}

function unresolvedAlias(yaml: Document.Parsed): readonly number[] | undefined {
  let range: readonly number[] | undefined;
  visit(yaml, {
    Alias(_, alias) {
      if (alias.resolve(yaml)) return undefined;
      range = alias.range ?? undefined;
      return visit.BREAK;
    },
  });
  return range;
}

/** Texts that hold, by an escape such as `\x1b`, what no page can show. */
function escapes(yaml: Document.Parsed): { range: readonly [number, number]; message: string; help: string }[] {
  const found: ReturnType<typeof escapes> = [];
  visit(yaml, {
    Scalar(_, { value, range }) {
      const control = typeof value === 'string' ? controlIn(value) : undefined;
      if (!control || !range) return;
      const message = `Unexpected control character ${control.name}, expected text`;
      found.push({ range: [range[0], range[1]], message, help: 'Remove its escape.' });
    },
  });
  return found;
}

function explain(code: string, message: string): { message: string; help: string } {
  if (code === 'TAB_AS_INDENT') return { message: 'Unexpected tab, expected spaces', help: 'Indent with spaces.' };
  const help = 'Put the value in quotation marks if it holds `:`, `#` or a quote.';
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return { message: 'Unexpected second `: ` in the line', help };
  return { message: `Unexpected YAML: ${message}`, help };
}
