import type { z } from 'zod';
import { nearest } from '../../diagnostics/nearest.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Origin, Problem } from './problem.ts';
import { choose, isLiteral, isMap, remedy } from './suggestions.ts';

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
