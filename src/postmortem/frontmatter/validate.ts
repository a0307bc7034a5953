import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import { diagnose, type RuleId } from '../../diagnostics/rules.ts';
import { formatDuration } from '../time/duration.ts';
import { frontmatterAdvice } from './advice.ts';
import { findTruncatedTexts, type TruncatedText } from './comment-truncation.ts';
import { consistencyFindings, type FrontmatterFinding as Finding, measuredMinutes } from './consistency.ts';
import { FIELD_ADVICE } from './custom-fields.ts';
import type { Advice, Origin, Problem } from './problem.ts';
import {
  type Frontmatter,
  frontmatterSchema,
  type PartialFrontmatter,
  partialSchema,
  type Vocabulary,
} from './schema.ts';
import { validateAgainstSchema } from './schema-validation.ts';
import type { SplitDocument } from './split.ts';
import { IMPACT_KEYS } from './values/impact.ts';

export interface Validated {
  /** Absent when the YAML is invalid or does not match the schema. */
  frontmatter?: Frontmatter;
  /** The valid keys, with likely corrections applied, so that one mistake does not hide others. */
  valid: PartialFrontmatter;
  /** Returns the place of a value in `valid`; the opening `---` when there is none. */
  placeOf: SplitDocument['placeOf'];
  /** Returns the edit that replaces the value at a path. */
  fixValue: SplitDocument['fixValue'];
  diagnostics: Diagnostic[];
}

/**
 * Validates the frontmatter of a split document against the schema, and checks it for consistency. Rules: `missing-key`,
 * `unknown-key`, `invalid-value`, `chronology`, `duration-mismatch`. Reports every problem at its value.
 */
export function validateFrontmatter(split: SplitDocument, file: string, vocabulary: Vocabulary): Validated {
  const { data: read, unreadable, sourceOf } = split;
  if (!read) return { ...split, valid: {} };
  // A key without a value counts as missing.
  const emptyKeys = Object.keys(read).filter((key) => read[key] === null);
  const given = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null));
  const truncated = findTruncatedTexts(split, ['title', 'summary', 'resolution', ...textFields(vocabulary)]);
  const meant = Object.fromEntries(truncated.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]])));
  const schema = frontmatterSchema(vocabulary);
  const origin = {
    keysOf: keysIn(Object.keys(schema.shape), unreadable),
    sourceOf,
    emptyKeys,
    adviceFor: (path: readonly PropertyKey[]) => frontmatterAdvice(path) ?? customAdvice(path, vocabulary),
  };
  const {
    output,
    problems,
    valid: validData,
    originalPath,
  } = validateAgainstSchema(schema, { ...given, ...meant }, origin);
  const valid = output ?? partialSchema(vocabulary).parse(validData);
  const withoutValue = problems.filter(({ meant, isGuess }) => meant === undefined || isGuess);
  const rejectedKeys = new Set([...withoutValue.map(({ path }) => path[0]), ...unreadable]);
  const reportable = problems.filter(({ kind, path: [key, ...inner] }) => {
    if (kind === 'unknown-key' && inner.length === 0 && !vocabulary.fields) return false;
    return kind !== 'missing-key' || !unreadable.has(String(key));
  });
  const inconsistent = consistencyFindings(valid, rejectedKeys).map((each) => ({
    ...each,
    path: originalPath(each.path),
  }));
  const findings = [
    ...truncated.map(truncationFinding),
    ...reportable.map((problem) => problemFinding(problem, valid)),
    ...inconsistent,
  ];
  const diagnostics = findings.map(({ path, part, meant, ...found }) => {
    const fix = meant === undefined ? undefined : fixOf(found.rule, path, meant, split);
    return diagnose(file, { place: split.placeOf(path, part), fix, ...found });
  });
  const isComplete = inconsistent.every(({ rule, path: [key] }) => rule !== 'missing-key' || key === 'duration');
  const isValid = split.diagnostics.length === 0 && !('title' in meant) && isComplete;
  return {
    ...(isValid && output && { frontmatter: output }),
    valid,
    placeOf: (path, part) => split.placeOf(originalPath(path), part),
    fixValue: (path, value) => split.fixValue(originalPath(path), value),
    diagnostics: [...split.diagnostics, ...diagnostics],
  };
}

/** Keys of nested maps in the frontmatter, by top-level key. */
const KEYS = new Map<unknown, readonly string[]>([
  ['impact', IMPACT_KEYS],
  ['links', ['title', 'url']],
]);

function keysIn(top: readonly string[], unreadable: ReadonlySet<string>): Origin['keysOf'] {
  const free = top.filter((key) => !unreadable.has(key));
  return (path) => (path.length === 0 ? free : (KEYS.get(path[0]) ?? []));
}

/** Returns the advice for the value of a custom key. */
function customAdvice([key]: readonly PropertyKey[], { fields = {} }: Vocabulary): Advice | undefined {
  const type = fields[String(key)];
  return type && FIELD_ADVICE[type];
}

function textFields({ fields = {} }: Vocabulary): string[] {
  return Object.entries(fields).flatMap(([key, type]) => (type === 'text' ? [key] : []));
}

function truncationFinding({ key, value, ...found }: TruncatedText): Finding {
  // The title is required.
  const severity = key === 'title' && value !== undefined ? 'error' : 'warning';
  return { ...found, rule: 'invalid-value', path: [key], severity };
}

function problemFinding({ kind, path, message, help, meant }: Problem, valid: PartialFrontmatter): Finding {
  const found: Finding = { rule: kind, path, message, help, meant };
  if (kind === 'unknown-key') {
    const [key] = path;
    const isOwn = path.length === 1 && meant === undefined && key !== '__proto__';
    return { ...found, part: 'key', ...(isOwn && { help: 'Remove it, or declare it under `fields` in archive.yml.' }) };
  }
  const measured = path[0] === 'duration' ? measuredMinutes(valid) : undefined;
  if (measured === undefined || measured < 0) return found;
  const expected = formatDuration(measured);
  return {
    ...found,
    meant: expected,
    help: `Write \`${expected}\`, from \`started\` to \`resolved\`, or leave it out.`,
  };
}

function fixOf(rule: RuleId, path: readonly PropertyKey[], meant: unknown, split: SplitDocument): Fix | undefined {
  if (rule === 'unknown-key') return split.fixKey(path, String(meant));
  const [key] = path;
  const isAbsent = rule === 'missing-key' && path.length === 1 && !Object.hasOwn(split.data ?? {}, String(key));
  return isAbsent ? split.addKey(String(key), meant) : split.fixValue(path, meant);
}
