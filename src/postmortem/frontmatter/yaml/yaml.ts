import { type Document, isCollection, isMap, isPair, LineCounter, visit } from 'yaml';
import { findControlCharacter } from '../../../diagnostics/control-characters.ts';
import type { Fix, Place } from '../../../diagnostics/diagnostic.ts';
import { LIMITS } from '../../limits/limits.ts';
import { type CorrectedYamlError, readEntries } from './entries.ts';
import { type Part, type Placer, type YamlPlaces, yamlPlaces } from './places.ts';
import { findYamlErrors, readYaml } from './syntax-errors.ts';

/** YAML read as keys and values, with the places of both. */
export interface Yaml extends YamlPlaces {
  /** What could be read; absent where that is nothing, and `problems` says why. */
  data?: Record<string, unknown>;
  /** Keys that are there and whose value could not be read. */
  unreadable: ReadonlySet<string>;
  /** Keys whose value is what a change would make of it. */
  mended: ReadonlySet<string>;
  /** Without a place where the whole is meant. */
  problems: { place?: Place; message: string; help: string; fix?: Fix }[];
}

/**
 * Reads YAML 1.2 whose top is `key: value` lines; nothing is the empty map. What is not valid as a whole is read key by
 * key, so that a mistake in one hides nothing of the others. `firstLine` is the line of the file on which it begins. Never throws for what is in `text`.
 */
export function parseYaml(text: string, firstLine = 1): Yaml {
  const places = placer(text, firstLine);
  const nothing = ({ range, ...problem }: Refusal): Yaml => {
    const found = { ...(range && { place: places.shown(...range) }), ...problem };
    return { ...yamlPlaces(text, [], places), unreadable: new Set(), mended: new Set(), problems: [found] };
  };
  const whole = readYaml(text);
  const excess = excessOf(whole);
  if (excess) return nothing(excess);
  // `yaml` calls itself for every level, and gives what came of it as an error of the text, wherever it happened.
  if (whole.errors.some(({ message }) => message.includes('call stack'))) {
    return nothing({ message: 'Unexpected YAML of so many levels, expected a few', help: FLATTER });
  }
  const slips = findYamlErrors(text, whole);
  const isValid = slips.length === 0;
  const entries = isValid ? [] : readEntries(text);
  const parts: Part[] = isValid ? [{ from: 0, to: text.length, document: whole, isExact: true, keys: [] }] : entries;
  if (parts.length > 0 && !parts.some(isReadable)) {
    return nothing({ message: 'Unexpected YAML, expected `key: value` lines', help: 'Write one key per line.' });
  }
  const values = parts.map(valuesOf);
  if (isValid && values.includes(undefined)) {
    const message = `Unexpected YAML aliases that multiply, expected up to ${LIMITS.aliases} values`;
    return nothing({ message, help: 'Write the values out.', range: lastAlias(whole) });
  }
  const controls = parts.flatMap(controlsOf);
  const refused = new Set(controls.map(({ key }) => key));
  const data = Object.fromEntries(values.flatMap((each) => each ?? []).filter(([key]) => !refused.has(key)));
  const unread = parts.filter((_, index) => values[index] === undefined).flatMap(({ keys }) => keys);
  const told = [...entries.flatMap((entry) => entry.slips), ...controls];
  return {
    data,
    unreadable: new Set([...unread, ...refused].filter((key) => !Object.hasOwn(data, key))),
    mended: new Set(parts.filter(({ isExact }) => !isExact).flatMap(({ keys }) => keys)),
    // What is wrong between the keys shows in the whole alone.
    problems: (told.length > 0 ? told : slips.slice(0, 1)).map((slip) => problemOf(slip, places)),
    ...yamlPlaces(text, parts, places),
  };
}

const FLATTER = 'Nest lists and maps less deeply.';

/** Why nothing of a text is read. */
interface Refusal {
  message: string;
  help: string;
  /** Absent where the whole is meant. */
  range?: readonly [from: number, to: number] | undefined;
}

/** What there is too much of in a document, counted before anything is made of it. */
function excessOf(document: Document.Parsed): Refusal | undefined {
  let found: Refusal | undefined;
  let aliases = 0;
  const exceed = (range: readonly number[] | null | undefined, what: string, help: string) => {
    const [from = 0, to = from] = range ?? [];
    found = { range: [from, to], message: `Unexpected YAML of more than ${what}`, help };
    return visit.BREAK;
  };
  visit(document, {
    Node(_, { range }, path) {
      const depth = path.filter(isCollection).length;
      if (depth <= LIMITS.yamlDepth) return undefined;
      return exceed(range, `${LIMITS.yamlDepth} levels, expected a few`, FLATTER);
    },
    Alias(_, { range }) {
      aliases += 1;
      if (aliases <= LIMITS.aliases) return undefined;
      return exceed(range, `${LIMITS.aliases} aliases, expected a few`, 'Write the values out.');
    },
  });
  return found;
}

function lastAlias(document: Document.Parsed): Refusal['range'] {
  let last: Refusal['range'];
  visit(document, {
    Alias(_, { range }) {
      if (range) last = [range[0], range[1]];
    },
  });
  return last;
}

/** Turns offsets in a text into places in the file. */
function placer(text: string, firstLine: number): Placer {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  const exact = (from: number, to: number): Place => {
    const [start, end] = [lines.linePos(from), lines.linePos(Math.max(from, Math.min(to, text.length)))];
    const [line, endLine] = [start.line + firstLine - 1, end.line + firstLine - 1];
    return { line, column: start.col, endLine, endColumn: end.col };
  };
  return { exact, shown: (from, to) => exact(...charactersOf(text, from, to)) };
}

/** The offsets of a range within a text, with a character in it wherever its line has one: no end of a line is a place. */
function charactersOf(text: string, from: number, to: number): [from: number, to: number] {
  let [start, end] = [Math.min(from, text.length), Math.min(Math.max(from, to), text.length)];
  while (end > start && text[end - 1] === '\n') end -= 1;
  const isEnd = start === text.length || text[start] === '\n';
  if (isEnd && start > 0 && text[start - 1] !== '\n') start -= 1;
  return [start, Math.max(start, end)];
}

function isReadable({ document, keys }: Part): boolean {
  return keys.length > 0 || (document !== undefined && (!document.contents || isMap(document.contents)));
}

/** The keys of a part with their values; `undefined` where it cannot be read, or its aliases give no values. */
function valuesOf({ document }: Part): [string, unknown][] | undefined {
  if (!document) return undefined;
  if (!isMap(document.contents)) return [];
  try {
    return Object.entries(document.toJS({ maxAliasCount: LIMITS.aliases }));
  } catch (error) {
    // `yaml` throws for exhausted aliases, and for those whose anchor is in another part.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** Texts that hold, by an escape such as `\x1b`, what no page can show, with the top-level key that they belong to. */
function controlsOf({ document, from, isExact }: Part): (CorrectedYamlError & { key: string })[] {
  const found: ReturnType<typeof controlsOf> = [];
  if (!document) return found;
  visit(document, {
    Scalar(_, { value, range }, path) {
      const control = typeof value === 'string' ? findControlCharacter(value) : undefined;
      if (!control || !range) return;
      const pair = path.find(isPair);
      const message = `Unexpected control character ${control.name}, expected text`;
      const slip = { key: String(pair?.key ?? ''), message, help: 'Remove its escape' };
      if (!isExact) found.push({ ...slip, from, to: from });
      else found.push({ ...slip, from: from + range[0], to: from + range[1] });
    },
  });
  return found;
}

// As long as what one reads at a glance; a longer change is told in words alone.
const SHOWN = 60;

function problemOf({ from, to, message, help, edit }: CorrectedYamlError, { shown, exact }: Placer) {
  // A bracket by itself says nothing.
  const isShown = edit && edit.text.trim().length > 1 && edit.text.length <= SHOWN && !edit.text.includes('\n');
  return {
    place: shown(from, to),
    message,
    help: isShown ? `${help}: \`${edit.text}\`.` : `${help}.`,
    ...(edit && { fix: { place: exact(edit.from, edit.to), text: edit.text } }),
  };
}
