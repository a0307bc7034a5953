import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { controlIn } from '../diagnostics/control.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { LIMITS } from './limits/limits.ts';
import { nameOf, type Places, placeIn } from './places.ts';

/** YAML read as keys and values, with the places of both. */
export interface Yaml {
  /** Absent where it could not be read, and `problems` says why. */
  data?: Record<string, unknown>;
  /** See `placeIn`. */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place | undefined;
  places: Places;
  /** The value at a path as it is written, such as `1.10` of the number 1.1; `undefined` where that is no single value. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
  /** Without a place where the whole is meant. */
  problems: { place?: Place; message: string; help: string }[];
}

// What it warns of on the terminal, such as a list that is a key, is reported as whatever is wrong with it.
const OPTIONS = { version: '1.2', uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;

/**
 * Reads YAML 1.2 whose top is `key: value` lines; nothing is the empty map. `indent` is the number of columns by which
 * its first line stands further right in the file. Never throws for what is in `text`.
 */
export function parseYaml(text: string, indent = 0): Yaml {
  const lines = new LineCounter();
  // Second keys are looked for below: `yaml` compares each key with all before it.
  const yaml = parseDocument(text, { ...OPTIONS, lineCounter: lines });
  const place = ([from, to]: Range): Place => {
    const [start, end] = charactersOf(text, from, to).map((offset) => lines.linePos(offset)) as [Position, Position];
    const columnOf = ({ line, col }: Position) => col + (line === 1 ? indent : 0);
    return { line: start.line, column: columnOf(start), endLine: end.line, endColumn: columnOf(end) };
  };
  const problemAt = ({ range, ...problem }: Problem) => ({ ...problem, ...(range && { place: place(range) }) });
  const { written, found } = readNodes(yaml);
  const places: Places = new Map(
    [...written].map(([name, { key, value }]) => [
      name,
      { ...(key && { key: place(key) }), ...(value && { value: place(value) }) },
    ]),
  );
  const yet: Omit<Yaml, 'problems'> = {
    places,
    placeOf: (path, part) => placeIn(places, path, part),
    sourceOf: (path) => written.get(nameOf(path))?.source,
  };
  const problems = [
    ...found,
    ...errorsOf(
      yaml,
      found.some(({ help }) => help === FLATTER),
    ),
  ];
  if (problems.length > 0) return { ...yet, problems: onePerLine(problems.map(problemAt)) };
  if (yaml.contents && !isMap(yaml.contents)) {
    const message = 'Unexpected YAML, expected `key: value` lines';
    return { ...yet, problems: [{ message, help: 'Write one key per line.' }] };
  }
  try {
    return { ...yet, data: yaml.toJS({ maxAliasCount: LIMITS.aliases }) ?? {}, problems: [] };
  } catch (error) {
    // `yaml` throws for aliases that stand for too many values, and for those of no anchor; both are the author's.
    if (!(error instanceof ReferenceError)) throw error;
    return { ...yet, problems: [problemAt(aliasProblem(yaml, text))] };
  }
}

type Range = readonly [from: number, to: number];
type Position = { line: number; col: number };
type Problem = { range?: Range; message: string; help: string };

/** The offsets of a range within a text, with a character in it wherever its line has one: no end of a line is a place. */
function charactersOf(text: string, from: number, to: number): Range {
  let [start, end] = [Math.min(from, text.length), Math.min(to, text.length)];
  while (end > start && text[end - 1] === '\n') end -= 1;
  const isEnd = start === text.length || text[start] === '\n';
  if (isEnd && start > 0 && text[start - 1] !== '\n') start -= 1;
  return [start, Math.max(start, end)];
}

/** Where a key and its value, or an item, stand, and the value as it is written where it is a single one. */
type Written = { key?: Range; value?: Range; source?: string };

const FLATTER = 'Nest lists and maps less deeply.';

/** Reads every node once: where it stands, by its path, and what is wrong with it that `yaml` itself does not say. */
function readNodes({ contents }: Document.Parsed): { written: Map<string, Written>; found: Problem[] } {
  const written = new Map<string, Written>();
  const found: Problem[] = [];
  let aliases = 0;
  let isDeep = false;
  const report = (node: unknown, message: string, help: string) => {
    const range = rangeOf(node);
    found.push({ ...(range && { range }), message, help });
  };
  const read = (node: unknown, path: readonly PropertyKey[], depth = 0): void => {
    if (depth > LIMITS.yamlDepth) {
      if (!isDeep) report(node, `Unexpected YAML of more than ${LIMITS.yamlDepth} levels, expected a few`, FLATTER);
      isDeep = true;
    } else if (isMap(node)) {
      const known = new Set<unknown>();
      for (const { key, value } of node.items) {
        read(key, [], depth + 1);
        if (!isScalar(key)) continue;
        if (known.has(key.value)) report(key, `Unexpected second key ${quote(key.value)}`, 'Keep one of the two.');
        known.add(key.value);
        write(value, [...path, String(key.value)], rangeOf(key));
        read(value, [...path, String(key.value)], depth + 1);
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        write(item, [...path, index]);
        read(item, [...path, index], depth + 1);
      }
    } else if (isAlias(node)) {
      aliases += 1;
      const message = `Unexpected YAML of more than ${LIMITS.aliases} aliases, expected a few`;
      if (aliases === LIMITS.aliases + 1) report(node, message, 'Write the values out.');
    } else if (isScalar(node) && typeof node.value === 'string') {
      const control = controlIn(node.value);
      if (control) report(node, `Unexpected control character ${control.name}, expected text`, 'Remove its escape.');
    }
  };
  const write = (node: unknown, path: readonly PropertyKey[], key?: Range) => {
    const range = rangeOf(node);
    // An empty value has no characters to point at.
    const value = range && range[0] < range[1] ? range : undefined;
    const source = isScalar(node) ? node.source : undefined;
    const name = nameOf(path);
    // Of two keys of one name the first is meant where one is looked for.
    if (!written.has(name))
      written.set(name, { ...(key && { key }), ...(value && { value }), ...(source && { source }) });
  };
  read(contents, []);
  return { written, found };
}

function rangeOf(node: unknown): Range | undefined {
  const [from, to] = (isNode(node) && node.range) || [];
  return from === undefined || to === undefined ? undefined : [from, to];
}

/** What the parser finds. It calls itself for each level, and gives what came of it as an error of the text. */
function errorsOf({ errors }: Document.Parsed, isDeep: boolean): Problem[] {
  if (errors.some(({ message }) => message.includes('call stack'))) {
    return isDeep ? [] : [{ message: 'Unexpected YAML of so many levels, expected a few', help: FLATTER }];
  }
  return errors.map(({ pos, code, message }) => ({ range: pos, ...explain(code, message) }));
}

/** One slip may be several errors to the parser. */
function onePerLine<Found extends { place?: Place; message: string }>(problems: readonly Found[]): Found[] {
  const first = new Map(problems.toReversed().map((each) => [`${each.place?.line} ${each.message}`, each]));
  return problems.filter((each) => first.get(`${each.place?.line} ${each.message}`) === each);
}

function aliasProblem(yaml: Document.Parsed, text: string): Problem {
  const aliases: Alias.Parsed[] = [];
  visit(yaml, {
    Alias: (_, alias) => {
      aliases.push(alias as Alias.Parsed);
    },
  });
  const help = 'Write the values out.';
  const unresolved = aliases.find((alias) => !alias.resolve(yaml));
  if (unresolved) {
    const [from, to] = unresolved.range;
    const message = `Unexpected alias ${quote(text.slice(from, to))}, expected the name of an anchor before it`;
    return { range: [from, to], message, help: `${help} A \`*\` in text needs quotation marks.` };
  }
  const range = rangeOf(aliases.at(-1));
  const message = `Unexpected YAML aliases that multiply, expected up to ${LIMITS.aliases} values`;
  return { ...(range && { range }), message, help };
}

function explain(code: string, message: string): { message: string; help: string } {
  if (code === 'TAB_AS_INDENT') return { message: 'Unexpected tab, expected spaces', help: 'Indent with spaces.' };
  const help = 'Put the value in quotation marks if it holds `:`, `#` or a quote.';
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return { message: 'Unexpected second `: ` in the line', help };
  return { message: `Unexpected YAML: ${message}`, help };
}
