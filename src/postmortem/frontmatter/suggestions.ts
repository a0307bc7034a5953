import type { z } from 'zod';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Advice, Origin, Problem } from './problem.ts';
import { toFlowYaml } from './yaml/places.ts';

type Issue = z.core.$ZodIssue;

/** How to fix a value, with the likely value if there is one. */
type Suggestion = Pick<Problem, 'help' | 'meant' | 'isGuess'>;

/** Suggests a fix for a value that is not in a vocabulary. */
export function suggestChoice(values: readonly string[], written: unknown, advice: Advice | undefined): Suggestion {
  const single = Array.isArray(written) && written.length === 1 ? written[0] : written;
  const word = isMap(single) || Array.isArray(single) ? undefined : String(single);
  const { help = 'Choose one of them.', unknown } = advice ?? {};
  if (word === undefined) return { help };
  if (word === '' && unknown) return { help: `Write \`${unknown}\`, or the known value. ${help}`, meant: unknown };
  if (values.includes(word)) return { help: `Write \`${toFlowYaml(word)}\`.`, meant: word };
  const meant = nearest(word, values);
  return meant ? { help: `Did you mean \`${meant}\`?`, meant } : { help };
}

/** Suggests a fix for a value of the wrong type or format. */
export function suggestValue(issue: Issue, value: unknown, written: unknown, origin: Origin): Suggestion {
  const { path } = issue;
  const expected = issue.code === 'invalid_type' ? issue.expected : undefined;
  const advice = origin.adviceFor(path);
  const help = advice?.help ?? HELP[expected ?? ''] ?? 'See docs/format.md.';
  const text = typeof written === 'string' ? written : undefined;
  if (expected === 'array') {
    const meant = listOf(value, text, path, origin);
    return meant ? { help: valueSentence('Write', meant) ?? help, meant } : { help };
  }
  const [single] = Array.isArray(value) && value.length === 1 ? value : [];
  const isScalar = isNumberOrBoolean(single) || (typeof single === 'string' && single !== '');
  if (isScalar && expected !== 'object' && expected !== 'record') {
    const meant =
      isNumberOrBoolean(single) && expected === 'string' ? (origin.sourceOf([...path, 0]) ?? String(single)) : single;
    return { help: valueSentence('Write', meant) ?? help, meant };
  }
  const guess = text === undefined ? undefined : advice?.guess?.(text);
  if (guess) {
    const { value, isGuess = false } = guess;
    return { help: guess.help ?? valueSentence('Write', value) ?? help, meant: value, isGuess };
  }
  // Plain text without a specific message: any value on one line can be quoted to make it text.
  const isText = expected === 'string' && issue.message.startsWith('Invalid');
  const meant = isText
    ? isNumberOrBoolean(value)
      ? text
      : isMap(value)
        ? origin.sourceOf(path)
        : undefined
    : undefined;
  if (meant === undefined) return { help };
  return { help: valueSentence('Put it in quotation marks:', meant) ?? 'Put it in quotation marks.', meant };
}

/** Returns the list that a single value probably stands for; `undefined` when the items cannot be guessed. */
function listOf(value: unknown, text: string | undefined, path: readonly PropertyKey[], origin: Origin) {
  const item = [...path, 0];
  const isOfMaps = origin.keysOf(item).length > 0;
  if (isMap(value)) return isOfMaps ? [value] : undefined;
  if (text === undefined) return undefined;
  const words = text.split(',').map((word) => word.trim());
  const texts = words.filter((word) => word !== '');
  if (!isOfMaps) return texts;
  const items = texts.map((word) => origin.adviceFor(item)?.guess?.(word)?.value);
  return items.includes(undefined) ? undefined : items;
}

// Longer values would hide the help.
const MAX_LENGTH = 80;

/** Returns a sentence with a value as YAML; `undefined` when the value is too long. */
function valueSentence(verb: string, value: unknown): string | undefined {
  const text = toFlowYaml(value);
  return text.length > MAX_LENGTH || text.includes('`') ? undefined : `${verb} \`${text}\`.`;
}

const HELP: Record<string, string> = {
  string: 'Write text.',
  array: 'Write a list, such as `[auth, web]`.',
};

/** Whether YAML parsed a value as a number or boolean instead of text. */
export function isNumberOrBoolean(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

export function isMap(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
