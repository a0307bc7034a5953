import type { z } from 'zod';
import { explainIssue } from './issues.ts';
import type { Origin, Problem } from './problem.ts';

/** The result of validating data against a schema. */
export interface SchemaResult<Output> {
  /** The parsed data; absent when there are problems. */
  output?: Output;
  /** All problems; paths refer to the original data. */
  problems: Problem[];
  /** The valid data, with likely corrections applied. In lists and records, only invalid items are removed. */
  valid: Data;
  /** Maps a path in `valid` to the path in the original data. */
  originalPath(path: Path): Path;
}

type Data = Record<string, unknown>;
type Path = readonly PropertyKey[];

const MAX_PASSES = 4;

/**
 * Validates data against a schema. When the correction of a problem is clear, the corrected data is validated too, so that all
 * problems are reported in one run. `records` are the keys whose values are maps with arbitrary keys.
 */
export function validateAgainstSchema<Output>(
  schema: z.ZodType<Output>,
  given: Data,
  origin: Origin,
  records: readonly string[] = [],
): SchemaResult<Output> {
  const first = runSchema(schema, given, origin);
  if (first.problems.length === 0) return { ...first, valid: given, originalPath: (path) => path };
  const data = structuredClone(given);
  const originalKeys = new Map<string, PropertyKey>();
  const originalPathOf = (path: Path) =>
    path.map((key, index) => originalKeys.get(pathKey([...path.slice(0, index), key])) ?? key);
  const mappedOrigin = { ...origin, sourceOf: (path: Path) => origin.sourceOf(originalPathOf(path)) };
  const found = new Map(first.problems.map((problem) => [problemKey(problem), problem]));
  let remaining = first.problems;
  // A misspelled key, whose value is a text instead of a list of maps, takes three passes.
  for (let pass = 0; pass < MAX_PASSES && applyCorrections(data, remaining, originalKeys); pass++) {
    remaining = runSchema(schema, data, mappedOrigin).problems;
    for (const problem of remaining) if (!found.has(problemKey(problem))) found.set(problemKey(problem), problem);
  }
  const missing = new Set(remaining.map(({ path }) => pathKey(path)));
  // A misspelled key is not missing.
  const reported = [...found.values()].filter(({ kind, path }) => kind !== 'missing-key' || missing.has(pathKey(path)));
  const indexes = removeInvalid(data, remaining, records);
  const originalPath = ([key, index, ...inner]: Path): Path => {
    const place = typeof index === 'number' ? (indexes.get(key)?.[index] ?? index) : index;
    return originalPathOf([key, place, ...inner].filter((part) => part !== undefined));
  };
  return {
    problems: reported.map((each) => ({ ...each, path: originalPathOf(each.path) })),
    valid: data,
    originalPath,
  };
}

function runSchema<Output>(schema: z.ZodType<Output>, data: Data, origin: Origin) {
  const { data: output, error } = schema.safeParse(data);
  const problems = error?.issues.flatMap((issue) => explainIssue(issue, data, origin)) ?? [];
  // The schema may report several problems for one value; only the first is kept.
  const byPath = new Map(problems.toReversed().map((problem) => [pathKey(problem.path), problem]));
  return {
    ...(output !== undefined && { output }),
    problems: problems.filter((problem) => byPath.get(pathKey(problem.path)) === problem),
  };
}

/**
 * Applies the corrections of problems to the data. Adds renamed keys to `originalKeys`, by the path with the corrected key.
 * Returns whether anything changed.
 */
function applyCorrections(data: Data, problems: readonly Problem[], originalKeys: Map<string, PropertyKey>): boolean {
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
      originalKeys.set(pathKey([...parentPath, String(meant)]), key);
    }
    isChanged = true;
  }
  return isChanged;
}

/** Removes invalid data. Returns the original indexes of the remaining items, for each list that lost items. */
function removeInvalid(
  data: Data,
  problems: readonly Problem[],
  records: readonly string[],
): Map<PropertyKey | undefined, number[]> {
  const invalidItems = new Map<string, Set<number>>();
  for (const { kind, path } of problems) {
    const [key = '', inner] = path;
    const value = data[String(key)];
    if (kind === 'unknown-key') {
      const parent = valueAt(data, path.slice(0, -1)) ?? {};
      delete parent[path.at(-1) ?? ''];
      // A map may need some key.
      if (path.length === 2 && Object.keys(parent).length === 0) delete data[String(key)];
    } else if (Array.isArray(value) && typeof inner === 'number') {
      invalidItems.set(String(key), (invalidItems.get(String(key)) ?? new Set()).add(inner));
    } else if (records.includes(String(key)) && inner !== undefined) delete valueAt(data, [key])?.[inner];
    else delete data[String(key)];
  }
  return new Map(
    [...invalidItems].map(([key, removed]) => {
      const items = data[key] as unknown[];
      const indexes = [...items.keys()].filter((index) => !removed.has(index));
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

function pathKey(path: Path): string {
  return JSON.stringify(path);
}

function problemKey({ kind, path, message }: Problem): string {
  return JSON.stringify([kind, path, message]);
}
