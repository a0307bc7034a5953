import type { z } from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Split } from './frontmatter.ts';
import { type Frontmatter, frontmatterSchema, type Vocabulary } from './schema.ts';
import { formatDuration, formatTimestamp, isBefore, minutesBetween } from './time.ts';

export interface Validated {
  /** Absent where a diagnostic is an error of the schema. */
  frontmatter?: Frontmatter;
  diagnostics: Diagnostic[];
}

type Finding = Pick<Diagnostic, 'rule' | 'severity' | 'message' | 'help'> & {
  path: readonly PropertyKey[];
  part?: 'key';
};

const ORDER = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const;

/**
 * Holds the data of a split document against the schema and against itself. Rules: `missing-key`, `unknown-key`,
 * `invalid-value`, `chronology`, `duration-mismatch`. Every problem is reported, each at its value.
 */
export function validateFrontmatter(split: Split, file: string, vocabulary: Vocabulary): Validated {
  if (!split.data) return { diagnostics: split.diagnostics };
  // A key without a value says as little as no key.
  const data = Object.fromEntries(Object.entries(split.data).filter(([, value]) => value !== null));
  const schema = frontmatterSchema(vocabulary);
  const known = Object.keys(schema.shape);
  const result = schema.safeParse(data);
  const findings = result.success
    ? [...chronology(result.data), ...durations(result.data)]
    : result.error.issues.flatMap((issue) => explain(issue, data, known));
  const diagnostics = findings.map(({ path, part, ...finding }) => ({
    file,
    ...split.placeOf(path, part),
    ...finding,
  }));
  return result.success ? { frontmatter: result.data, diagnostics } : { diagnostics };
}

function explain(issue: z.core.$ZodIssue, data: Record<string, unknown>, known: readonly string[]): Finding[] {
  const name = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const meant = nearest(key, issue.path.length === 0 ? known : []);
      const help = meant ? `Did you mean \`${meant}\`?` : 'Remove it, or declare it under `fields` in archive.yml.';
      const message = `Unexpected key \`${key}\``;
      return { path: [...issue.path, key], part: 'key', severity: 'error', rule: 'unknown-key', message, help };
    });
  }
  const found = issue.path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)?.[key], data);
  if (found === undefined) {
    const message = `Missing key \`${name}\``;
    return [{ path: issue.path, severity: 'error', rule: 'missing-key', message, help: `Add \`${name}: …\`.` }];
  }
  const problem = { path: issue.path, severity: 'error', rule: 'invalid-value' } as const;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const meant = nearest(String(found), values);
    const message = `Unexpected value \`${String(found)}\` of \`${name}\`, expected one of ${values.map((value) => `\`${value}\``).join(', ')}`;
    return [{ ...problem, message, help: meant ? `Did you mean \`${meant}\`?` : 'Choose one of them.' }];
  }
  return [{ ...problem, message: `\`${name}\`: ${issue.message}`, help: 'See docs/format.md.' }];
}

function chronology(frontmatter: Frontmatter): Finding[] {
  const given = ORDER.flatMap((key) => {
    const time = frontmatter[key];
    return time ? [{ key, time }] : [];
  });
  const [start, ...later] = given;
  if (!start) return [];
  return later.flatMap(({ key, time }, index): Finding[] => {
    const early = isBefore(time, start.time);
    const previous = early ? start : given.slice(0, index + 1).find((other) => isBefore(time, other.time));
    if (!previous) return [];
    const message = `Unexpected \`${key}\` at ${formatTimestamp(time)}, expected it no earlier than \`${previous.key}\` at ${formatTimestamp(previous.time)}`;
    const help = 'Correct one of the two times, or their offsets.';
    return [{ path: [key], severity: early ? 'error' : 'warning', rule: 'chronology', message, help }];
  });
}

function durations({ started, resolved, duration }: Frontmatter): Finding[] {
  const measured = resolved && minutesBetween(started, resolved);
  if (measured === undefined) {
    if (duration !== undefined) return [];
    const message = 'Missing key `duration`, as `started` and `resolved` do not both have a clock time';
    const help = 'Add `duration: 1h 35m`, or `duration: unknown`.';
    return [{ path: ['duration'], severity: 'error', rule: 'missing-key', message, help }];
  }
  if (measured < 0 || typeof duration !== 'number' || duration === measured) return [];
  const expected = formatDuration(measured);
  const message = `Unexpected duration \`${formatDuration(duration)}\`, expected \`${expected}\` from \`started\` to \`resolved\``;
  const help = `Write \`duration: ${expected}\`, leave it out, or correct a time.`;
  return [{ path: ['duration'], severity: 'error', rule: 'duration-mismatch', message, help }];
}
