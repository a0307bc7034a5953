import type { z } from 'zod';
import { nearest } from '../diagnostics/nearest.ts';
import { quote } from '../diagnostics/quote.ts';

/** What is wrong with one value, or one key, of data that a schema refused. */
export interface Problem {
  kind: 'unknown-key' | 'missing-key' | 'invalid-value';
  path: readonly PropertyKey[];
  message: string;
  help: string;
}

type Issue = z.core.$ZodIssue;

/** Where the data is from. */
export interface Origin {
  /** The known keys at a path. */
  keysOf(path: readonly PropertyKey[]): readonly string[];
  /** The value at a path as it is written; `undefined` where that is no single value. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
}

/**
 * Puts what the schema says in the words of the product. The schema's own messages are what was expected, such as
 * `a time such as …`; a custom issue's `params.help` says how to mend it.
 */
export function explain(issue: Issue, data: unknown, origin: Origin): Problem[] {
  const { keysOf, sourceOf } = origin;
  const { path } = issue;
  const found = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], data);
  // Of the forms that a value may have, the one meant is that which knows what is wrong inside of it.
  const inner = issue.code === 'invalid_union' && isMap(found) ? issue.errors.find((branch) => isInside(branch)) : [];
  if (inner && inner.length > 0) {
    return inner.flatMap((each) => explain({ ...each, path: [...path, ...each.path] } as Issue, data, origin));
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], keysOf(path)));
  if (issue.code === 'invalid_key') return [unknownKey(path, keysOf(path.slice(0, -1)))];
  const name = quote(path.filter((key) => typeof key === 'string').join('.'));
  if (found === undefined) {
    return [{ kind: 'missing-key', path, message: `Missing key ${name}`, help: `Add \`${String(path.at(-1))}: …\`.` }];
  }
  const problem = { kind: 'invalid-value', path } as const;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const meant = typeof found === 'string' ? nearest(found, values) : undefined;
    const message = `Unexpected value ${quote(found)} of ${name}, expected one of ${listOf(values)}`;
    return [{ ...problem, message, help: meant ? `Did you mean \`${meant}\`?` : 'Choose one of them.' }];
  }
  if (issue.code === 'too_big' && typeof found === 'string') {
    const message = `Unexpected ${found.trim().length} characters of ${name}, expected up to ${issue.maximum}`;
    return [{ ...problem, message, help: 'Shorten it.' }];
  }
  if (issue.code === 'too_big' && Array.isArray(found)) {
    const message = `Unexpected ${found.length} items of ${name}, expected up to ${issue.maximum}`;
    return [{ ...problem, message, help: 'Keep the most important ones.' }];
  }
  if (issue.code === 'too_small' && (typeof found === 'string' || Array.isArray(found))) {
    const expected = typeof found === 'string' ? 'text' : 'an item';
    return [{ ...problem, message: `Unexpected empty ${name}, expected ${expected}`, help: 'Fill or remove it.' }];
  }
  // YAML takes 1.10 for 1.1 and 0x10 for 16: what the author means is what is written.
  const written = isLiteral(found) ? (sourceOf(path) ?? found) : found;
  const message = `Unexpected value ${quote(written)} of ${name}, expected ${expectedBy(issue)}`;
  return [{ ...problem, message, help: helpFor(issue, written, found, keysOf(path)) }];
}

function unknownKey(path: readonly PropertyKey[], known: readonly string[]): Problem {
  const key = String(path.at(-1));
  const meant = nearest(key, known);
  const help = meant ? `Did you mean \`${meant}\`?` : 'Remove it; docs/format.md lists the keys.';
  return { kind: 'unknown-key', path, message: `Unexpected key ${quote(key)}`, help };
}

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  array: 'a list',
  object: '`key: value` lines',
  record: '`key: value` lines',
};

function expectedBy(issue: Issue): string {
  return issue.code === 'invalid_type' && issue.message.startsWith('Invalid')
    ? (TYPES[issue.expected] ?? issue.expected)
    : issue.message;
}

function helpFor(issue: Issue, written: unknown, found: unknown, keys: readonly string[]): string {
  if (issue.code === 'custom' && typeof issue.params?.help === 'string') return issue.params.help;
  const expected = issue.code === 'invalid_type' ? issue.expected : undefined;
  if (expected === 'object' && keys.length > 0) return `Write \`{ ${keys.map((key) => `${key}: …`).join(', ')} }\`.`;
  if (expected === 'array' && typeof found === 'string') return `Write ${quote(`[${found}]`)}.`;
  if (expected === 'string' && isLiteral(found)) return `Put it in quotation marks: \`"${written}"\`.`;
  return 'See docs/format.md.';
}

// An archive may have hundreds of causes, a terminal has not.
const SHOWN = 20;

function listOf(values: readonly string[]): string {
  const names = values.slice(0, SHOWN).map((value) => `\`${value}\``);
  return `${names.join(', ')}${values.length > SHOWN ? ` and ${values.length - SHOWN} more` : ''}`;
}

function isInside(branch: readonly Issue[]): boolean {
  return branch.some(({ path, code }) => path.length > 0 || code === 'unrecognized_keys');
}

function isLiteral(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
