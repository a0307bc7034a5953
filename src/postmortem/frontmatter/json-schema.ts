import { z } from 'zod';
import { DURATION_FORMS } from '../time/duration.ts';
import { zoneNames } from '../time/zones.ts';
import { frontmatterSchema, type Vocabulary } from './schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const DAY = String.raw`(19|2\d)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const CLOCK = String.raw`[Tt ]([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)(\.\d{1,9})?)?`;
const OFFSET = String.raw`[Zz]|[+-]([01]\d|2[0-3]):[0-5]\d|((UTC|GMT|utc|gmt)\s?)?[+−-](\d|0\d|1[0-4])(:?(00|15|30|45))?`;
const AREAS = '[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_]+)?';
const DURATION = DURATION_FORMS.map(caseless)
  .join('|')
  .replaceAll(/\\s(\??)/g, (_, optional) => (optional ? String.raw`\s*` : String.raw`\s+`));
const QUALIFIER = String.raw`([~≈<>≤≥±]=?|[A-Za-zÀ-ÿ. ]+)?\s*`;
const PERCENT = String.raw`^\s*${QUALIFIER}0*(100([.,]0+)?|\d{1,2}([.,]\d+)?)\s*((%|percent|Prozent)(\s.*)?)?\s*$`;
const AMOUNT = String.raw`^\s*(none|keine|${QUALIFIER}([$€£¥]|[A-Z]{3}\s*)?\d[\d.,’'\s]*(?!\s*(%|percent|Prozent))[\p{L}€£].*)\s*$`;
const UNIT = String.raw`^(?!percent|of$|money)\p{L}[\p{L}\d' _/-]*$`;

const TIMES = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'];

/** Label and description of a custom key in archive.yml. */
export interface FieldNames {
  label?: string | undefined;
  description?: string | undefined;
}

/**
 * Returns the JSON Schema (draft 2020-12) of the frontmatter as authors write it, for completion and validation in editors. It
 * is derived from the schema of the build; the formats of times, durations and percentages, which that checks in code, become
 * patterns. `fields` are the custom keys in archive.yml by name.
 */
export function frontmatterJsonSchema(
  vocabulary: Vocabulary,
  fields: Readonly<Record<string, FieldNames>>,
): JsonSchema {
  const {
    properties = {},
    required = [],
    ...schema
  }: JsonSchema = z.toJSONSchema(frontmatterSchema(vocabulary), {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The build trims texts before checking whether they are empty.
      if (jsonSchema.type === 'string' && jsonSchema.minLength === 1) jsonSchema.pattern ??= String.raw`\S`;
    },
  });
  const forms = formsOf(vocabulary);
  const described = Object.entries(properties).map(([key, property]) => {
    const whole = { ...(property as JsonSchema), ...forms[key], ...custom(key, vocabulary, fields) };
    return [key, required.includes(key) ? whole : orEmpty(whole)] as const;
  });
  return { ...schema, title: 'Postmortem', properties: Object.fromEntries(described), required, ...incidentRules() };
}

/** Returns JSON Schemas for the formats that the build checks in code, by key. */
function formsOf({ timezone, zones }: Vocabulary): Record<string, JsonSchema> {
  const zone = String.raw`\s*(${OFFSET}|${AREAS}|${zoneNames(zones).join('|')})`;
  const pattern = String.raw`^\s*(${DAY}(${CLOCK}(${zone})${timezone ? '?' : ''})?|(19|2\d)\d{2}-(0[1-9]|1[0-2]))\s*$`;
  const time = { type: 'string' as const, pattern, examples: ['2024-04-15T15:45:00Z', '2024-04-15', '2024-04'] };
  const percent: JsonSchema = {
    anyOf: [
      { type: 'number', minimum: 0, maximum: 100 },
      { type: 'string', pattern: PERCENT },
    ],
  };
  const of = { type: 'string', pattern: String.raw`\S`, description: 'What the percentage refers to.' } as const;
  const amount: JsonSchema = {
    anyOf: [
      { type: 'number', minimum: 0 },
      { type: 'string', pattern: String.raw`^\s*${QUALIFIER}\d` },
    ],
  };
  const map: JsonSchema = {
    type: 'object',
    properties: {
      percent: { ...percent, description: 'From 0 to 100.' },
      of,
      money: {
        type: 'string',
        pattern: String.raw`\d`,
        examples: ['4000 EUR'],
        description: 'Cost, with its currency.',
      },
    },
    patternProperties: { [UNIT]: { ...amount, description: 'A number of something, such as customers.' } },
    minProperties: 1,
    dependentRequired: { of: ['percent'] },
    additionalProperties: false,
  };
  const name: JsonSchema = { type: 'string', pattern: String.raw`\S` };
  const people: JsonSchema[] = [name, { type: 'array', items: name, minItems: 1 }];
  const elapsed = { type: 'string' as const, pattern: String.raw`^\s*(${DURATION})\s*$`, examples: ['5m', '1h 35m'] };
  return {
    ...Object.fromEntries(TIMES.map((key) => [key, time])),
    ...Object.fromEntries(TIMES.slice(1, -1).map((key) => [`${key}After`, elapsed])),
    commander: { anyOf: [{ type: 'null' }, ...people] },
    roles: { type: 'object', additionalProperties: { anyOf: people } },
    duration: {
      type: 'string',
      pattern: String.raw`^\s*(unknown|${DURATION})\s*$`,
      examples: ['1h 35m', '2 hours', '3d 4h', 'unknown'],
    },
    impact: {
      anyOf: [
        { type: 'null' },
        { const: 'unknown' },
        { type: 'string', pattern: AMOUNT },
        ...(percent.anyOf ?? []),
        map,
      ],
      examples: [30, { percent: 30, of: 'login requests' }, { customers: 305 }, 'unknown'],
    },
  };
}

/** Rewrites a pattern so that its letters match in either case, because JSON Schema has no flags. */
function caseless(pattern: string): string {
  return pattern.replaceAll(/(\\.)|([a-z])/gi, (all, escaped?: string) =>
    escaped ? all : `[${all.toUpperCase()}${all.toLowerCase()}]`,
  );
}

function custom(key: string, vocabulary: Vocabulary, fields: Readonly<Record<string, FieldNames>>): JsonSchema {
  if (!Object.hasOwn(vocabulary.fields ?? {}, key)) return {};
  const { label, description = 'A custom key, declared in archive.yml.' } = fields[key] ?? {};
  return { ...(label && { title: label }), description };
}

/** Also accepts `null`, because a key without a value counts as missing. */
function orEmpty(property: JsonSchema): JsonSchema {
  const { type, enum: values, ...rest } = property;
  if (typeof type !== 'string') return property;
  return { ...rest, type: [type, 'null'], ...(values && { enum: [...values, null] }) } as JsonSchema;
}

/** Requires `impact`, and `duration` unless it can be computed from two clock times; neither of a near miss. */
function incidentRules(): JsonSchema {
  const clock = { type: 'string', pattern: ':' } as const;
  const isMeasured = { properties: { started: clock, resolved: clock }, required: ['started', 'resolved'] };
  const hasDuration = { properties: { duration: { type: 'string' as const } }, required: ['duration'] };
  return {
    if: { properties: { kind: { const: 'near-miss' } }, required: ['kind'] },
    else: {
      properties: { impact: { not: { type: 'null' } } },
      required: ['impact'],
      if: isMeasured,
      else: hasDuration,
    },
  };
}
