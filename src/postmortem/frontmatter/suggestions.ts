import type { z } from 'zod';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Advice, Origin, Problem } from './problem.ts';
import { flow } from './yaml/places.ts';

type Issue = z.core.$ZodIssue;

/** What is said of a value to mend it, and what was meant where that can be told. */
type Remedy = Pick<Problem, 'help' | 'meant' | 'isGuess'>;

/** How to mend a value that is none of a vocabulary's. */
export function choose(values: readonly string[], written: unknown, advice: Advice | undefined): Remedy {
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
export function remedy(issue: Issue, found: unknown, written: unknown, origin: Origin): Remedy {
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

/** Whether a value is none that YAML takes for text. */
export function isLiteral(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

export function isMap(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
