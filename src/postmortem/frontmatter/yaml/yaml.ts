import { type Document, isCollection, isMap, isPair, LineCounter, visit } from 'yaml';
import { findControlCharacter } from '../../../diagnostics/control-characters.ts';
import type { Fix, Place } from '../../../diagnostics/diagnostic.ts';
import { LIMITS } from '../../limits/limits.ts';
import { type CorrectedYamlError, readEntries } from './entries.ts';
import { type Part, type Placer, type YamlPlaces, yamlPlaces } from './places.ts';
import { findYamlErrors, readYaml } from './syntax-errors.ts';

/** Parsed YAML, with the places of keys and values. */
export interface Yaml extends YamlPlaces {
  /** The readable data; absent when nothing could be read, with the reason in `problems`. */
  data?: Record<string, unknown>;
  /** Keys whose value could not be read. */
  unreadable: ReadonlySet<string>;
  /** Keys whose value was read from corrected text. */
  corrected: ReadonlySet<string>;
  /** `place` is absent for problems with the text as a whole. */
  problems: { place?: Place; message: string; help: string; fix?: Fix }[];
}

/**
 * Parses YAML 1.2 whose top level is a map; an empty text is the empty map. When the text is invalid as a whole, each key is
 * parsed separately, so that an error in one does not affect the others. `firstLine` is the line of the file on which the text
 * starts. Never throws because of the content of `text`.
 */
export function parseYaml(text: string, firstLine = 1): Yaml {
  const places = createPlacer(text, firstLine);
  const reject = ({ range, ...rest }: Rejection): Yaml => {
    const problem = { ...(range && { place: places.shown(...range) }), ...rest };
    return { ...yamlPlaces(text, [], places), unreadable: new Set(), corrected: new Set(), problems: [problem] };
  };
  const whole = readYaml(text);
  const excess = excessOf(whole);
  if (excess) return reject(excess);
  // `yaml` recurses for every level, and reports a stack overflow as an error in the text.
  if (whole.errors.some(({ message }) => message.includes('call stack'))) {
    return reject({ message: 'Unexpected YAML with too many levels, expected a few', help: NEST_LESS });
  }
  const errors = findYamlErrors(text, whole);
  const isValid = errors.length === 0;
  const entries = isValid ? [] : readEntries(text);
  const parts: Part[] = isValid ? [{ from: 0, to: text.length, document: whole, isExact: true, keys: [] }] : entries;
  if (parts.length > 0 && !parts.some(isReadable)) {
    return reject({ message: 'Unexpected YAML, expected `key: value` lines', help: 'Write one key per line.' });
  }
  const values = parts.map(valuesOf);
  if (isValid && values.includes(undefined)) {
    const message = `Unexpected YAML aliases that expand too far, expected up to ${LIMITS.aliases} values`;
    return reject({ message, help: 'Write the values out.', range: lastAlias(whole) });
  }
  const controlErrors = parts.flatMap(controlErrorsIn);
  const rejectedKeys = new Set(controlErrors.map(({ key }) => key));
  const data = Object.fromEntries(values.flatMap((each) => each ?? []).filter(([key]) => !rejectedKeys.has(key)));
  const unreadKeys = parts.filter((_, index) => values[index] === undefined).flatMap(({ keys }) => keys);
  const reported = [...entries.flatMap((entry) => entry.errors), ...controlErrors];
  return {
    data,
    unreadable: new Set([...unreadKeys, ...rejectedKeys].filter((key) => !Object.hasOwn(data, key))),
    corrected: new Set(parts.filter(({ isExact }) => !isExact).flatMap(({ keys }) => keys)),
    // Errors between the keys are only found in the whole text.
    problems: (reported.length > 0 ? reported : errors.slice(0, 1)).map((error) => problemOf(error, places)),
    ...yamlPlaces(text, parts, places),
  };
}

const NEST_LESS = 'Nest lists and maps less deeply.';

/** The reason for rejecting a text as a whole. */
interface Rejection {
  message: string;
  help: string;
  /** Absent when the reason has no specific place. */
  range?: readonly [from: number, to: number] | undefined;
}

/** Finds violations of limits, before converting the document to data. */
function excessOf(document: Document.Parsed): Rejection | undefined {
  let rejection: Rejection | undefined;
  let aliases = 0;
  const exceed = (range: readonly number[] | null | undefined, what: string, help: string) => {
    const [from = 0, to = from] = range ?? [];
    rejection = { range: [from, to], message: `Unexpected YAML with more than ${what}`, help };
    return visit.BREAK;
  };
  visit(document, {
    Node(_, { range }, path) {
      const depth = path.filter(isCollection).length;
      if (depth <= LIMITS.yamlDepth) return undefined;
      return exceed(range, `${LIMITS.yamlDepth} levels, expected a few`, NEST_LESS);
    },
    Alias(_, { range }) {
      aliases += 1;
      if (aliases <= LIMITS.aliases) return undefined;
      return exceed(range, `${LIMITS.aliases} aliases, expected a few`, 'Write the values out.');
    },
  });
  return rejection;
}

function lastAlias(document: Document.Parsed): Rejection['range'] {
  let last: Rejection['range'];
  visit(document, {
    Alias(_, { range }) {
      if (range) last = [range[0], range[1]];
    },
  });
  return last;
}

/** Creates the conversion from offsets in a text to places in the file. */
function createPlacer(text: string, firstLine: number): Placer {
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

/** Adjusts a range to contain a character if its line has one, because line ends are not visible in reports. */
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

/** Returns the keys and values of a part; `undefined` when it is unreadable or its aliases cannot be resolved. */
function valuesOf({ document }: Part): [string, unknown][] | undefined {
  if (!document) return undefined;
  if (!isMap(document.contents)) return [];
  try {
    return Object.entries(document.toJS({ maxAliasCount: LIMITS.aliases }));
  } catch (error) {
    // `yaml` throws when aliases expand too far, and when an anchor is in another part.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** Finds texts that contain, by an escape such as `\x1b`, a character that pages cannot show, with their top-level key. */
function controlErrorsIn({ document, from, isExact }: Part): (CorrectedYamlError & { key: string })[] {
  const errors: ReturnType<typeof controlErrorsIn> = [];
  if (!document) return errors;
  visit(document, {
    Scalar(_, { value, range }, path) {
      const control = typeof value === 'string' ? findControlCharacter(value) : undefined;
      if (!control || !range) return;
      const pair = path.find(isPair);
      const message = `Unexpected control character ${control.name}, expected text`;
      const error = { key: String(pair?.key ?? ''), message, help: 'Remove the escape' };
      if (!isExact) errors.push({ ...error, from, to: from });
      else errors.push({ ...error, from: from + range[0], to: from + range[1] });
    },
  });
  return errors;
}

// Longer edits would hide the help.
const MAX_SHOWN = 60;

function problemOf({ from, to, message, help, edit }: CorrectedYamlError, { shown, exact }: Placer) {
  // A single character such as a bracket is not helpful.
  const isShown = edit && edit.text.trim().length > 1 && edit.text.length <= MAX_SHOWN && !edit.text.includes('\n');
  return {
    place: shown(from, to),
    message,
    help: isShown ? `${help}: \`${edit.text}\`.` : `${help}.`,
    ...(edit && { fix: { place: exact(edit.from, edit.to), text: edit.text } }),
  };
}
