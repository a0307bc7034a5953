import { z } from 'zod';
import { quote } from '../../diagnostics/quote.ts';
import { FIELD_TYPES, type FieldType } from '../../postmortem/frontmatter/custom-fields.ts';
import type { Advice, Problem } from '../../postmortem/frontmatter/problem.ts';

const text = z.string().trim().min(1);
const flag = z.boolean('`true` or `false`').default(false);

/** The schema of one custom key of the frontmatter, as `fields` in archive.yml declares it. */
export const field = z.strictObject({
  label: text.optional(),
  description: text.optional(),
  type: z.enum(FIELD_TYPES).default('text'),
  unit: text.max(20).optional(),
  column: flag,
  facet: flag,
  header: flag,
});

export type FieldSettings = z.infer<typeof field>;

/** Types whose values repeat often enough for a filter. */
const FACET_TYPES: readonly FieldType[] = ['text', 'list'];

/** Finds settings of fields that contradict their types. */
export function fieldProblems(fields: Readonly<Record<string, FieldSettings>>): Problem[] {
  return Object.entries(fields).flatMap(([key, { type, unit, facet }]): Problem[] => [
    ...(unit !== undefined && type !== 'number' ? [contradiction(key, 'unit', type, '`number`')] : []),
    ...(facet && !FACET_TYPES.includes(type) ? [contradiction(key, 'facet', type, '`text` or `list`')] : []),
  ]);
}

function contradiction(key: string, setting: string, type: FieldType, expected: string): Problem {
  const message = `Unexpected \`${setting}\` for the field ${quote(key)} of type \`${type}\`, expected the type ${expected}`;
  const help = `Remove \`${setting}\`, or change the type.`;
  return { kind: 'invalid-value', path: ['fields', key, setting], message, help };
}

const flagAdvice: Advice = {
  help: 'Write `true` or `false`, without quotation marks.',
  guess(written) {
    if (/^(?:true|yes|on)$/i.test(written)) return { value: true };
    return /^(?:false|no|off)$/i.test(written) ? { value: false } : undefined;
  },
};

/** Advice for the paths of `fields`, with `*` for the name of a field. */
export const FIELD_ADVICE: Readonly<Record<string, Advice>> = {
  fields: { help: 'Write your own keys with their types, such as `{ region: { type: list } }`.' },
  'fields.*': {
    help: 'Write the type of its values, such as `{ type: list }`.',
    guess: (written) => (FIELD_TYPES.some((type) => type === written) ? { value: { type: written } } : undefined),
  },
  'fields.*.column': flagAdvice,
  'fields.*.facet': flagAdvice,
  'fields.*.header': flagAdvice,
};
