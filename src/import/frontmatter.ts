import type { DocumentSettings } from '../postmortem/document.ts';
import { FRONTMATTER_KEYS, partialSchema } from '../postmortem/frontmatter/schema.ts';
import type { SplitDocument } from '../postmortem/frontmatter/split.ts';
import { type LabelledValue, labelOf } from './labels.ts';

/** The frontmatter of a document, in any vocabulary. */
export interface ForeignFrontmatter {
  /** Keys and values that are valid as they are. */
  valid: { key: string; value: unknown; line: number }[];
  /** Keys whose names say what they are. */
  values: LabelledValue[];
  /** Keys that mean nothing here. */
  other: { key: string; value: unknown; line: number }[];
}

// References name ids of another archive, and a draft is a draft.
const NOT_KEPT: ReadonlySet<string> = new Set(['status', 'recurs', 'related', 'unrelated', 'aliases']);
// They are compared with what the body says.
const TIMES: ReadonlySet<string> = new Set([
  'started',
  'detected',
  'acknowledged',
  'mitigated',
  'resolved',
  'detectedAfter',
  'acknowledgedAfter',
  'mitigatedAfter',
  'duration',
]);

/** Reads the frontmatter of a document. Times and durations in other forms are read like labels in the body. */
export function readFrontmatter(
  { data = {}, placeOf }: Pick<SplitDocument, 'data' | 'placeOf'>,
  settings: DocumentSettings,
): ForeignFrontmatter {
  const found: ForeignFrontmatter = { valid: [], values: [], other: [] };
  const schema = partialSchema(settings);
  for (const [key, value] of Object.entries(data)) {
    const line = placeOf([key], 'key').line;
    if (value === null || value === '' || key === 'status') continue;
    const isOwn = FRONTMATTER_KEYS.includes(key) && !NOT_KEPT.has(key) && !TIMES.has(key);
    if (isOwn && schema.safeParse({ [key]: value }).success) {
      found.valid.push({ key, value, line });
      continue;
    }
    const label = NOT_KEPT.has(key) ? undefined : labelOf(key);
    const text = textOf(value);
    if (label && text !== undefined) {
      found.values.push({ ...label, text: `${key}: ${text}`, value: text, line, kinds: [], isHeading: false });
    } else found.other.push({ key, value, line });
  }
  return found;
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const parts = value.map(textOf);
    return parts.every((part) => part !== undefined) ? parts.join(', ') : undefined;
  }
  return typeof value === 'object' ? undefined : String(value);
}
