import type { z } from 'zod';
import { nearest } from '../diagnostics/nearest.ts';
import { quote } from '../diagnostics/quote.ts';
import { flow } from './yaml-places.ts';

/** What is wrong with one value, or one key, of data that a schema refused. */
export interface Problem {
  kind: 'unknown-key' | 'missing-key' | 'invalid-value';
  path: readonly PropertyKey[];
  message: string;
  help: string;
  /** The value, or for an unknown key the key, that most likely was meant; absent where nobody can tell. */
  meant?: unknown;
  /** Whether that is too uncertain to look at what else would be wrong with it. */
  isGuess?: boolean;
}

/** What a person is told who has to find a value. */
export interface Advice {
  /** Sentences on how it is written. */
  help: string;
  /** The word for a value that nobody knows, where the key has one. */
  unknown?: string;
  /** How a key is added that has to be there. */
  missing?: string;
  /** The value that a text, or a number as it is written, most likely stands for, and how to say so. */
  guess?(written: string): { value: unknown; help?: string; isGuess?: boolean } | undefined;
}

/** Where the data is from. */
export interface Origin {
  /** The known keys at a path. */
  keysOf(path: readonly PropertyKey[]): readonly string[];
  /** The value at a path as it is written; `undefined` where that is not on one line. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
  /** Top-level keys that are there without a value. */
  emptyKeys: readonly string[];
  adviceFor(path: readonly PropertyKey[]): Advice | undefined;
}

type Issue = z.core.$ZodIssue;

/**
 * Puts what the schema says in the words of the product. The schema's own messages are what was expected, such as
 * `a time such as …`; a custom issue's `params` say how to mend it (`help`) and what was meant (`meant`).
 */
export function explain(issue: Issue, data: unknown, origin: Origin): Problem[] {
  const { path } = issue;
  const found = valueAt(data, path);
  // Of the forms that a value may have, the one meant is that which knows what is wrong inside of it.
  const inner = issue.code === 'invalid_union' && isMap(found) ? issue.errors.find((branch) => isInside(branch)) : [];
  if (inner && inner.length > 0) {
    return inner.flatMap((each) => explain({ ...each, path: [...path, ...each.path] } as Issue, data, origin));
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], data, origin));
  if (issue.code === 'invalid_key') return [unknownKey(path, data, origin)];
  return [found === undefined ? missingKey(path, origin) : { ...invalidValue(issue, found, origin), path }];
}

function unknownKey(path: readonly PropertyKey[], data: unknown, { keysOf, emptyKeys }: Origin): Problem {
  const key = String(path.at(-1));
  const map = valueAt(data, path.slice(0, -1));
  const meant = nearest(key, keysOf(path.slice(0, -1)));
  const found = { kind: 'unknown-key', path, message: `Unexpected key ${quote(key)}` } as const;
  if (!meant) return { ...found, help: 'Remove it; docs/format.md lists the keys.' };
  if (isMap(map) && Object.hasOwn(map, meant))
    return { ...found, help: `Remove it, as \`${meant}\` is there already.` };
  const isEmpty = path.length === 1 && emptyKeys.includes(meant);
  if (isEmpty) return { ...found, help: `Did you mean \`${meant}\`, which is there without a value?` };
  return { ...found, help: `Did you mean \`${meant}\`?`, meant };
}

function missingKey(path: readonly PropertyKey[], { adviceFor }: Origin): Problem {
  const { missing = 'See docs/format.md.', unknown } = adviceFor(path) ?? {};
  const found = { kind: 'missing-key', path, message: `Missing key ${nameOf(path)}`, help: missing } as const;
  return unknown ? { ...found, meant: unknown } : found;
}

type Explained = Omit<Problem, 'path'>;

function invalidValue(issue: Issue, found: unknown, origin: Origin): Explained {
  const { path } = issue;
  const name = nameOf(path);
  const advice = origin.adviceFor(path);
  const kind = 'invalid-value';
  if (issue.code === 'too_big' && typeof found === 'string') {
    const message = `Unexpected ${found.trim().length} characters of ${name}, expected up to ${issue.maximum}`;
    return { kind, message, help: 'Shorten it.' };
  }
  if (issue.code === 'too_big' && Array.isArray(found)) {
    const message = `Unexpected ${found.length} items of ${name}, expected up to ${issue.maximum}`;
    return { kind, message, help: 'Keep the most important ones.' };
  }
  if (issue.code === 'too_small' && (typeof found === 'string' || Array.isArray(found))) {
    const expected = typeof found === 'string' ? 'text' : 'an item';
    const help = advice?.missing ? advice.help : 'Fill or remove it.';
    return { kind, message: `Unexpected empty ${name}, expected ${expected}`, help };
  }
  // YAML takes 1.10 for 1.1 and 0x10 for 16: what the author means is what is written.
  const written = isLiteral(found) ? (origin.sourceOf(path) ?? String(found)) : found;
  const unexpected = found === '' ? `Unexpected empty ${name}` : `Unexpected value ${quote(written)} of ${name}`;
  const message = `${unexpected}, expected ${expectedBy(issue)}`;
  if (issue.code === 'custom' && typeof issue.params?.help === 'string') {
    const { help, meant } = issue.params;
    return { kind, message, help, ...(meant !== undefined && { meant, isGuess: true }) };
  }
  if (issue.code === 'invalid_value') return { kind, message, ...choose(issue.values.map(String), written, advice) };
  return { kind, message, ...remedy(issue, found, written, origin) };
}

/** How to mend a value that is none of a vocabulary's. */
function choose(values: readonly string[], written: unknown, advice: Advice | undefined) {
  const only = Array.isArray(written) && written.length === 1 ? written[0] : written;
  const word = isMap(only) || Array.isArray(only) ? undefined : String(only);
  const { help = 'Choose one of them.', unknown } = advice ?? {};
  if (word === undefined) return { help };
  if (word === '' && unknown) return { help: `Write \`${unknown}\`, or what is known. ${help}`, meant: unknown };
  if (values.includes(word)) return { help: `Write \`${flow(word)}\`.`, meant: word };
  const meant = nearest(word, values);
  return meant ? { help: `Did you mean \`${meant}\`?`, meant } : { help };
}

/** How to mend a value of another kind. */
function remedy(
  issue: Issue,
  found: unknown,
  written: unknown,
  origin: Origin,
): Pick<Problem, 'help' | 'meant' | 'isGuess'> {
  const { path } = issue;
  const expected = issue.code === 'invalid_type' ? issue.expected : undefined;
  const advice = origin.adviceFor(path);
  const help = advice?.help ?? HELP[expected ?? ''] ?? 'See docs/format.md.';
  const text = typeof written === 'string' ? written : undefined;
  if (expected === 'array') {
    const meant = listOf(found, text, path, origin);
    return meant ? { help: shown('Write', meant) ?? help, meant } : { help };
  }
  const [only] = Array.isArray(found) && found.length === 1 ? found : [];
  const isScalar = isLiteral(only) || (typeof only === 'string' && only !== '');
  if (isScalar && expected !== 'object' && expected !== 'record') {
    const meant = isLiteral(only) && expected === 'string' ? (origin.sourceOf([...path, 0]) ?? String(only)) : only;
    return { help: shown('Write', meant) ?? help, meant };
  }
  const guess = text === undefined ? undefined : advice?.guess?.(text);
  if (guess) {
    const { value, isGuess = false } = guess;
    return { help: guess.help ?? shown('Write', value) ?? help, meant: value, isGuess };
  }
  // Without words of its own it is text, for which anything can be taken that stands on one line.
  const isText = expected === 'string' && issue.message.startsWith('Invalid');
  const meant = isText ? (isLiteral(found) ? text : isMap(found) ? origin.sourceOf(path) : undefined) : undefined;
  if (meant === undefined) return { help };
  return { help: shown('Put it in quotation marks:', meant) ?? 'Put it in quotation marks.', meant };
}

/** The list that a single value stands for. */
function listOf(found: unknown, text: string | undefined, path: readonly PropertyKey[], origin: Origin) {
  const item = [...path, 0];
  const isOfMaps = origin.keysOf(item).length > 0;
  if (isMap(found)) return isOfMaps ? [found] : undefined;
  if (text === undefined) return undefined;
  const words = text.split(',').map((word) => word.trim());
  const texts = words.filter((word) => word !== '');
  if (!isOfMaps) return texts;
  const items = texts.map((word) => origin.adviceFor(item)?.guess?.(word)?.value);
  return items.includes(undefined) ? undefined : items;
}

// As much as is read at a glance.
const SHOWN_LENGTH = 80;

/** A sentence with a value as YAML; `undefined` where it is too long to be shown. */
function shown(verb: string, value: unknown): string | undefined {
  const text = flow(value);
  return text.length > SHOWN_LENGTH || text.includes('`') ? undefined : `${verb} \`${text}\`.`;
}

const HELP: Record<string, string> = {
  string: 'Write text.',
  array: 'Write a list, such as `[auth, web]`.',
};

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

// An archive may have hundreds of causes, a terminal has not.
const SHOWN = 20;

function expectedBy(issue: Issue): string {
  if (issue.code === 'invalid_value') {
    const names = issue.values.slice(0, SHOWN).map((value) => `\`${String(value)}\``);
    const more = issue.values.length - SHOWN;
    return `one of ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
  return issue.code === 'invalid_type' && issue.message.startsWith('Invalid')
    ? (TYPES[issue.expected] ?? issue.expected)
    : issue.message;
}

function nameOf(path: readonly PropertyKey[]): string {
  return quote(path.filter((key) => typeof key === 'string').join('.'));
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], data);
}

function isInside(branch: readonly Issue[]): boolean {
  return branch.some(({ path, code }) => path.length > 0 || code === 'unrecognized_keys');
}

function isLiteral(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function isMap(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
