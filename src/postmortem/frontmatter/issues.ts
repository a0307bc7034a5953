import type { z } from 'zod';
import { nearest } from '../../diagnostics/nearest.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Origin, Problem } from './problem.ts';
import { isMap, isNumberOrBoolean, suggestChoice, suggestValue } from './suggestions.ts';

type Issue = z.core.$ZodIssue;

/**
 * Converts an issue of the schema to problems with our wording. The schema's own messages name the expected value, such as
 * `a time such as …`; the `params` of custom issues can add `help` and the likely value (`meant`).
 */
export function explainIssue(issue: Issue, data: unknown, origin: Origin): Problem[] {
  const { path } = issue;
  const value = valueAt(data, path);
  // For a union, the intended form is the one that reports a problem inside the value.
  const inner =
    issue.code === 'invalid_union' && isMap(value) ? issue.errors.find((branch) => hasInnerIssue(branch)) : [];
  if (inner && inner.length > 0) {
    return inner.flatMap((each) => explainIssue({ ...each, path: [...path, ...each.path] } as Issue, data, origin));
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], data, origin));
  if (issue.code === 'invalid_key') return [unknownKey(path, data, origin)];
  return [value === undefined ? missingKey(path, origin) : { ...invalidValue(issue, value, origin), path }];
}

function unknownKey(path: readonly PropertyKey[], data: unknown, { keysOf, emptyKeys }: Origin): Problem {
  const key = String(path.at(-1));
  const map = valueAt(data, path.slice(0, -1));
  const meant = nearest(key, keysOf(path.slice(0, -1)));
  const problem = { kind: 'unknown-key', path, message: `Unexpected key ${quote(key)}` } as const;
  if (!meant) return { ...problem, help: 'Remove it; docs/format.md lists the keys.' };
  if (isMap(map) && Object.hasOwn(map, meant))
    return { ...problem, help: `Remove it, because \`${meant}\` is already present.` };
  const isEmpty = path.length === 1 && emptyKeys.includes(meant);
  if (isEmpty) return { ...problem, help: `Did you mean \`${meant}\`, which has no value?` };
  return { ...problem, help: `Did you mean \`${meant}\`?`, meant };
}

function missingKey(path: readonly PropertyKey[], { adviceFor }: Origin): Problem {
  const { missing = 'See docs/format.md.', unknown } = adviceFor(path) ?? {};
  const problem = { kind: 'missing-key', path, message: `Missing key ${nameOf(path)}`, help: missing } as const;
  return unknown ? { ...problem, meant: unknown } : problem;
}

type ExplainedIssue = Omit<Problem, 'path'>;

function invalidValue(issue: Issue, value: unknown, origin: Origin): ExplainedIssue {
  const { path } = issue;
  const name = nameOf(path);
  const advice = origin.adviceFor(path);
  const kind = 'invalid-value';
  if (issue.code === 'too_big' && typeof value === 'string') {
    const message = `Unexpected ${value.trim().length} characters in ${name}, expected up to ${issue.maximum}`;
    return { kind, message, help: 'Shorten it.' };
  }
  if (issue.code === 'too_big' && Array.isArray(value)) {
    const message = `Unexpected ${value.length} items in ${name}, expected up to ${issue.maximum}`;
    return { kind, message, help: 'Keep the most important ones.' };
  }
  if (issue.code === 'too_small' && (typeof value === 'string' || Array.isArray(value))) {
    const expected = typeof value === 'string' ? 'text' : 'an item';
    const help = advice?.missing ? advice.help : 'Fill it in, or remove it.';
    return { kind, message: `Unexpected empty ${name}, expected ${expected}`, help };
  }
  // YAML parses 1.10 as 1.1 and 0x10 as 16, but the author means the text as written.
  const written = isNumberOrBoolean(value) ? (origin.sourceOf(path) ?? String(value)) : value;
  const unexpected = value === '' ? `Unexpected empty ${name}` : `Unexpected value ${quote(written)} for ${name}`;
  const message = `${unexpected}, expected ${expectedBy(issue)}`;
  if (issue.code === 'custom' && typeof issue.params?.help === 'string') {
    const { help, meant, isGuess = true } = issue.params;
    return { kind, message, help, ...(meant !== undefined && { meant, isGuess: isGuess === true }) };
  }
  if (issue.code === 'invalid_value')
    return { kind, message, ...suggestChoice(issue.values.map(String), written, advice) };
  return { kind, message, ...suggestValue(issue, value, written, origin) };
}

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

// An archive may have hundreds of causes, which would flood the report.
const MAX_SHOWN = 20;

function expectedBy(issue: Issue): string {
  if (issue.code === 'invalid_value') {
    const names = issue.values.slice(0, MAX_SHOWN).map((value) => `\`${String(value)}\``);
    const more = issue.values.length - MAX_SHOWN;
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

function hasInnerIssue(branch: readonly Issue[]): boolean {
  return branch.some(({ path, code }) => path.length > 0 || code === 'unrecognized_keys');
}
