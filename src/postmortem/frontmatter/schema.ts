import { z } from 'zod';
import { LIMITS } from '../limits/limits.ts';
import { parseDuration } from '../time/duration.ts';
import { EXPECTED_URL, HTTP_URL_PATTERN, isHttpUrl } from '../url.ts';
import { FIELD_SCHEMAS, type FieldType } from './custom-fields.ts';
import { impact } from './values/impact.ts';
import { timestamp, type ZoneSettings } from './values/time.ts';
import { DETECTIONS, KINDS, STATUSES, TRIGGERS, VISIBILITIES } from './words.ts';

/**
 * The vocabularies and the default time zone of archive.yml. A vocabulary is absent when that part of archive.yml is invalid:
 * then any value is accepted.
 */
export interface Vocabulary extends ZoneSettings {
  severities?: readonly string[] | undefined;
  /** Ids of the archive's causes, including `unknown`. */
  causes?: readonly string[] | undefined;
  /** Custom keys declared in archive.yml. */
  fields?: Readonly<Record<string, FieldType>> | undefined;
}

/** The name of a role, such as `scribe` or `communications lead`. */
const ROLE = /^\p{L}[\p{L}\p{M}\d ’'/_-]{0,39}$/u;

const texts = z.array(z.string().trim().min(1)).max(LIMITS.items).default([]);

/** Parses to minutes. */
const elapsed = z.string('a duration such as `5m`').transform((text, context) => {
  const minutes = parseDuration(text);
  if (minutes !== undefined) return minutes;
  context.addIssue({ code: 'custom', message: 'a duration such as `5m`' });
  return z.NEVER;
});

/** Parses to minutes, or `'unknown'`. */
const duration = z.string('a duration such as `1h 35m`, or `unknown`').transform((text, context) => {
  if (text.trim() === 'unknown') return 'unknown' as const;
  const minutes = parseDuration(text);
  if (minutes !== undefined) return minutes;
  context.addIssue({ code: 'custom', message: 'a duration such as `1h 35m`, `2 hours` or `unknown`' });
  return z.NEVER;
});

/** One name or several, parsed to a list. */
const people = z
  .union(
    [z.string().trim().min(1), z.array(z.string().trim().min(1)).min(1).max(LIMITS.items)],
    'a name, or a list of names',
  )
  .transform((names) => [names].flat());

/** The people of each role. */
const roles = z
  .record(z.string().trim().regex(ROLE, 'the name of a role, such as `scribe`'), people)
  .refine((all) => Object.keys(all).length <= LIMITS.items, `up to ${LIMITS.items} roles`)
  .default({});

/** An http or https address; the pattern is for JSON Schema. */
const httpUrl = z.string(EXPECTED_URL).trim().refine(isHttpUrl, EXPECTED_URL).meta({ pattern: HTTP_URL_PATTERN });

const schemas = new WeakMap<Vocabulary, ReturnType<typeof makeSchema>>();
const partialSchemas = new WeakMap<Vocabulary, ReturnType<typeof makePartial>>();

/**
 * Returns the frontmatter schema for an archive's vocabulary. Parsing fills in defaults and returns times as `Timestamp`,
 * durations in minutes and impact in percent. Schemas are cached by vocabulary, because creating one costs more than parsing.
 */
export function frontmatterSchema(vocabulary: Vocabulary): ReturnType<typeof makeSchema> {
  const schema = schemas.get(vocabulary) ?? makeSchema(vocabulary);
  schemas.set(vocabulary, schema);
  return schema;
}

/** Returns the same schema with all keys optional. */
export function partialSchema(vocabulary: Vocabulary): ReturnType<typeof makePartial> {
  const schema = partialSchemas.get(vocabulary) ?? makePartial(vocabulary);
  partialSchemas.set(vocabulary, schema);
  return schema;
}

function makePartial(vocabulary: Vocabulary) {
  return frontmatterSchema(vocabulary).partial();
}

function makeSchema(vocabulary: Vocabulary) {
  const time = timestamp(vocabulary);
  const word = (known: readonly string[] | undefined) => (known ? z.enum(known) : z.string().trim().min(1));
  const cause = word(vocabulary.causes);
  const custom = Object.fromEntries(
    Object.entries(vocabulary.fields ?? {}).map(([key, type]) => [key, FIELD_SCHEMAS[type] as z.ZodType]),
  );
  return z.strictObject({
    ...custom,
    title: z.string().trim().min(1).max(200).describe('What happened, in one line of up to 200 characters.'),
    kind: z
      .enum(KINDS)
      .default('incident')
      .describe('A near miss could have become an incident; it has no duration and no impact.'),
    status: z.enum(STATUSES).default('final').describe('Drafts are only built with `--drafts` and in `dev`.'),
    visibility: z.enum(VISIBILITIES).optional().describe('Who may read it; the default is in archive.yml.'),
    severity: word(vocabulary.severities).optional().describe("One of the archive's severities."),
    started: time.describe('When the incident began.'),
    detected: time.optional().describe('When the incident was detected.'),
    acknowledged: time.optional().describe('When a person started to work on it.'),
    mitigated: time.optional().describe('When users were no longer affected.'),
    resolved: time.optional().describe('When normal operation was restored.'),
    detectedAfter: elapsed
      .optional()
      .describe('How long after the start it was detected, if that is all that is known.'),
    acknowledgedAfter: elapsed.optional().describe('The same for `acknowledged`.'),
    mitigatedAfter: elapsed.optional().describe('The same for `mitigated`.'),
    duration: duration
      .optional()
      .describe('How long it lasted; required unless `started` and `resolved` have clock times.'),
    impact: impact.optional().describe('What was affected: a share in percent, or amounts such as customers.'),
    cause: cause.describe('Root cause: the id of one of the archive’s causes.'),
    contributing: z
      .array(cause)
      .max(LIMITS.items)
      .default([])
      .describe('Contributing causes: ids of the archive’s causes.'),
    trigger: z.enum(TRIGGERS).default('unknown').describe('What triggered the incident.'),
    detection: z.enum(DETECTIONS).default('unknown').describe('Who or what detected it first.'),
    services: texts.describe('Affected services.'),
    teams: texts.describe('Teams involved.'),
    authors: texts.describe('Who wrote the postmortem.'),
    commander: people.optional().describe('Who led the response.'),
    roles: roles.describe('Who had which other role in the response, such as `{ scribe: Bob }`.'),
    tags: texts.describe('Free keywords.'),
    recurs: texts.describe('Ids of earlier incidents that this one repeats.'),
    related: texts.describe('Ids of other incidents worth reading.'),
    unrelated: texts.describe('Ids of suggested similar incidents that were reviewed and dismissed.'),
    aliases: texts.describe('Former ids; each becomes a redirect.'),
    links: z
      .array(z.strictObject({ title: z.string().trim().min(1), url: httpUrl }))
      .max(LIMITS.items)
      .default([])
      .describe('Further reading.'),
    summary: z.string().trim().min(1).optional().describe('One or two sentences.'),
    resolution: z.string().trim().min(1).optional().describe('What fixed it, in one sentence, or `unknown`.'),
  });
}

/** The frontmatter keys of every archive, without custom keys. */
export const FRONTMATTER_KEYS: readonly string[] = Object.keys(makeSchema({}).shape);

export type Frontmatter = z.infer<ReturnType<typeof frontmatterSchema>>;

/** Frontmatter with any keys missing. */
export type PartialFrontmatter = z.infer<ReturnType<typeof partialSchema>>;
