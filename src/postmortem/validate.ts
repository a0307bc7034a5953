import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnose, type Finding as Found } from '../diagnostics/rules.ts';
import type { Split } from './frontmatter.ts';
import { explain } from './issues.ts';
import {
  type Frontmatter,
  frontmatterSchema,
  type PartialFrontmatter,
  partialSchema,
  type Vocabulary,
} from './schema.ts';
import { formatDuration, isBefore, minutesBetween } from './time.ts';
import { formatBeside } from './time-words.ts';

export interface Validated {
  /** Absent where a diagnostic is an error of the schema. */
  frontmatter?: Frontmatter;
  /** The keys whose values the schema takes, so that one mistake hides no other. */
  known: PartialFrontmatter;
  diagnostics: Diagnostic[];
}

type Finding = Omit<Found, 'place'> & { path: readonly PropertyKey[]; part?: 'key' };

const ORDER = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const;

/**
 * Holds the data of a split document against the schema and against itself. Rules: `missing-key`, `unknown-key`,
 * `invalid-value`, `chronology`, `duration-mismatch`. Every problem is reported, each at its value.
 */
export function validateFrontmatter(split: Split, file: string, vocabulary: Vocabulary): Validated {
  if (!split.data) return { known: {}, diagnostics: split.diagnostics };
  // A key without a value says as little as no key.
  const data = Object.fromEntries(Object.entries(split.data).filter(([, value]) => value !== null));
  const schema = frontmatterSchema(vocabulary);
  const keysOf = (path: readonly PropertyKey[]) =>
    (path.length === 0 ? Object.keys(schema.shape) : KEYS.get(path[0])) ?? [];
  const result = schema.safeParse(data);
  const problems =
    result.error?.issues.flatMap((issue) => explain(issue, data, { keysOf, sourceOf: split.sourceOf })) ?? [];
  const refused = new Set(problems.map(({ path }) => path[0]));
  const known = result.data ?? knownOf(data, refused, vocabulary);
  const findings = [...problems.map(finding), ...chronology(known), ...durations(known, refused)];
  const diagnostics = findings.map(({ path, part, ...found }) =>
    diagnose(file, { ...found, place: split.placeOf(path, part) }),
  );
  return { ...(result.success && { frontmatter: result.data }), known, diagnostics };
}

function knownOf(
  data: Record<string, unknown>,
  refused: ReadonlySet<PropertyKey | undefined>,
  vocabulary: Vocabulary,
): PartialFrontmatter {
  const taken = Object.fromEntries(Object.entries(data).filter(([key]) => !refused.has(key)));
  return partialSchema(vocabulary).parse(taken);
}

/** Keys of the maps within the frontmatter, by the key that holds them. */
const KEYS = new Map<unknown, readonly string[]>([
  ['impact', ['percent', 'of']],
  ['links', ['title', 'url']],
]);

function finding({ kind, path, message, help }: ReturnType<typeof explain>[number]): Finding {
  const isOwn = kind === 'unknown-key' && path.length === 1 && !help.startsWith('Did');
  const declare = 'Remove it, or declare it under `fields` in archive.yml.';
  return { rule: kind, path, message, help: isOwn ? declare : help, ...(kind === 'unknown-key' && { part: 'key' }) };
}

function chronology(frontmatter: PartialFrontmatter): Finding[] {
  const given = ORDER.flatMap((key) => {
    const time = frontmatter[key];
    return time ? [{ key, time }] : [];
  });
  const [start, ...later] = given;
  if (!start) return [];
  return later.flatMap(({ key, time }, index): Finding[] => {
    const early = start.key === 'started' && isBefore(time, start.time);
    const previous = early ? start : given.slice(0, index + 1).find((other) => isBefore(time, other.time));
    if (!previous) return [];
    const message = `Unexpected \`${key}\` at ${formatBeside(time, previous.time)}, expected it no earlier than \`${previous.key}\` at ${formatBeside(previous.time, time)}`;
    const help = 'Correct one of the two times, or their offsets.';
    return [{ path: [key], rule: 'chronology', severity: early ? 'error' : 'warning', message, help }];
  });
}

function durations(
  { started, resolved, duration }: PartialFrontmatter,
  refused: ReadonlySet<PropertyKey | undefined>,
): Finding[] {
  const measured = started && resolved && minutesBetween(started, resolved);
  if (measured === undefined) {
    if (duration !== undefined || ['started', 'resolved', 'duration'].some((key) => refused.has(key))) return [];
    const message = 'Missing key `duration`, as `started` and `resolved` do not both have a clock time';
    const help = 'Add `duration: 1h 35m`, or `duration: unknown`.';
    return [{ path: ['duration'], rule: 'missing-key', message, help }];
  }
  if (measured < 0 || typeof duration !== 'number' || duration === measured) return [];
  const expected = formatDuration(measured);
  const message = `Unexpected duration \`${formatDuration(duration)}\`, expected \`${expected}\` from \`started\` to \`resolved\``;
  const help = `Write \`duration: ${expected}\`, leave it out, or correct a time.`;
  return [{ path: ['duration'], rule: 'duration-mismatch', message, help }];
}
