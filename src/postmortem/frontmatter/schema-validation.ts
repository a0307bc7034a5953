import type { z } from 'zod';
import { explain } from './issues.ts';
import type { Origin, Problem } from './problem.ts';

/** Data that was held against a schema. */
export interface SchemaResult<Output> {
  /** What the schema makes of it; absent where there are problems. */
  output?: Output;
  /** Each with the path in the data as it was given. */
  problems: Problem[];
  /** What is valid, read as it most likely was meant. Of lists and records only the items that are not valid are left out. */
  valid: Data;
  /** The path in the data as it was given of a path in `valid`. */
  written(path: Path): Path;
}

type Data = Record<string, unknown>;
type Path = readonly PropertyKey[];

const MAX_PASSES = 4;

/**
 * Holds data against a schema. Where it is clear what something wrong was meant to be, the data is held against the
 * schema with that in its place too, so that what else is wrong is told in the same run. `records` are the keys that hold
 * maps of any keys.
 */
export function validateAgainstSchema<Output>(
  schema: z.ZodType<Output>,
  given: Data,
  origin: Origin,
  records: readonly string[] = [],
): SchemaResult<Output> {
  const first = holdAgainst(schema, given, origin);
  if (first.problems.length === 0) return { ...first, valid: given, written: (path) => path };
  const data = structuredClone(given);
  const oldKeys = new Map<string, PropertyKey>();
  const asGiven = (path: Path) => path.map((key, index) => oldKeys.get(nameOf([...path.slice(0, index), key])) ?? key);
  const mapped = { ...origin, sourceOf: (path: Path) => origin.sourceOf(asGiven(path)) };
  const known = new Map(first.problems.map((problem) => [identityOf(problem), problem]));
  let rest = first.problems;
  // A misspelt key of a text where a list of maps belongs takes three.
  for (let pass = 0; pass < MAX_PASSES && repair(data, rest, oldKeys); pass++) {
    rest = holdAgainst(schema, data, mapped).problems;
    for (const problem of rest) if (!known.has(identityOf(problem))) known.set(identityOf(problem), problem);
  }
  const missing = new Set(rest.map(({ path }) => nameOf(path)));
  // A key that was misspelt is not missing.
  const told = [...known.values()].filter(({ kind, path }) => kind !== 'missing-key' || missing.has(nameOf(path)));
  const indexes = prune(data, rest, records);
  const written = ([key, index, ...inner]: Path): Path => {
    const place = typeof index === 'number' ? (indexes.get(key)?.[index] ?? index) : index;
    return asGiven([key, place, ...inner].filter((part) => part !== undefined));
  };
  return { problems: told.map((each) => ({ ...each, path: asGiven(each.path) })), valid: data, written };
}

function holdAgainst<Output>(schema: z.ZodType<Output>, data: Data, origin: Origin) {
  const { data: output, error } = schema.safeParse(data);
  const problems = error?.issues.flatMap((issue) => explain(issue, data, origin)) ?? [];
  // The schema may have several things to say of one value.
  const byPath = new Map(problems.toReversed().map((problem) => [nameOf(problem.path), problem]));
  return {
    ...(output !== undefined && { output }),
    problems: problems.filter((problem) => byPath.get(nameOf(problem.path)) === problem),
  };
}

/**
 * Puts what was meant into the data, and into `oldKeys`, by the path with the right key, the keys that are written. Returns
 * whether there was something to put.
 */
function repair(data: Data, problems: readonly Problem[], oldKeys: Map<string, PropertyKey>): boolean {
  let isChanged = false;
  for (const { kind, path, meant, isGuess } of problems) {
    const [parentPath, key] = [path.slice(0, -1), path.at(-1)];
    const parent = valueAt(data, parentPath);
    if (meant === undefined || isGuess || kind === 'missing-key' || key === undefined || !parent) continue;
    if (kind === 'invalid-value') {
      parent[key] = meant;
    } else if (Object.hasOwn(parent, String(meant))) {
      continue;
    } else {
      parent[String(meant)] = parent[key];
      delete parent[key];
      oldKeys.set(nameOf([...parentPath, String(meant)]), key);
    }
    isChanged = true;
  }
  return isChanged;
}

/** Takes out what is not valid. Returns, for each list that lacks items now, the indexes of those that it still has. */
function prune(
  data: Data,
  problems: readonly Problem[],
  records: readonly string[],
): Map<PropertyKey | undefined, number[]> {
  const lacking = new Map<string, Set<number>>();
  for (const { kind, path } of problems) {
    const [key = '', inner] = path;
    const value = data[String(key)];
    if (kind === 'unknown-key') delete valueAt(data, path.slice(0, -1))?.[path.at(-1) ?? ''];
    else if (Array.isArray(value) && typeof inner === 'number') {
      lacking.set(String(key), (lacking.get(String(key)) ?? new Set()).add(inner));
    } else if (records.includes(String(key)) && inner !== undefined) delete valueAt(data, [key])?.[inner];
    else delete data[String(key)];
  }
  return new Map(
    [...lacking].map(([key, without]) => {
      const items = data[key] as unknown[];
      const indexes = [...items.keys()].filter((index) => !without.has(index));
      data[key] = indexes.map((index) => items[index]);
      if (indexes.length === 0) delete data[key];
      return [key, indexes];
    }),
  );
}

function valueAt(data: Data, path: Path): Record<PropertyKey, unknown> | undefined {
  const value = path.reduce<unknown>((each, key) => (each as Record<PropertyKey, unknown> | undefined)?.[key], data);
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>) : undefined;
}

function nameOf(path: Path): string {
  return JSON.stringify(path);
}

function identityOf({ kind, path, message }: Problem): string {
  return JSON.stringify([kind, path, message]);
}
