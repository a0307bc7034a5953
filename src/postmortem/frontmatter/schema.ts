import { z } from 'zod';
import { LIMITS } from '../limits/limits.ts';
import { timeProblem } from '../time/format.ts';
import { offsetsOfChange, parseDuration, parseTimestamp } from '../time/time.ts';
import { EXPECTED_URL, HTTP_URL_PATTERN, isHttpUrl } from '../url.ts';
import { DETECTIONS, STATUSES, TRIGGERS, VISIBILITIES } from './words.ts';

/**
 * What the schema has to know of archive.yml: its vocabularies and its default zone. One that is absent is not known, as
 * archive.yml is not valid there: any word is taken then.
 */
export interface Vocabulary {
  severities?: readonly string[] | undefined;
  /** Ids of the taxonomy, `unknown` among them. */
  causes?: readonly string[] | undefined;
  /** IANA zone for clock times without an offset; `undefined` makes them an error. */
  timezone?: string | undefined;
  /** Custom frontmatter keys that archive.yml declares. */
  fields?: Readonly<Record<string, 'text' | 'list'>> | undefined;
}

const texts = z.array(z.string().trim().min(1)).max(LIMITS.items).default([]);

function timestamp(timezone: string | undefined) {
  return z.string('a time such as `2024-04-15T15:45:00Z`, or a date').transform((text, context) => {
    const value = parseTimestamp(text, timezone);
    if (typeof value === 'object') return value;
    context.addIssue({ code: 'custom', ...timestampProblem(text.trim(), value, timezone) });
    return z.NEVER;
  });
}

/** What is wrong with a time without an offset over which clocks were changed, and the two ways to write what is meant. */
function clockChange(text: string, problem: 'skipped' | 'repeated', timezone: string) {
  const [before, after] = offsetsOfChange(text, timezone).map((offset) => `\`${text}${offset}\``);
  return problem === 'skipped'
    ? {
        message: `a time that clocks in \`${timezone}\` showed: they were put forward over it`,
        params: { help: `Correct the time, or add the offset that is meant: ${before} or ${after}.` },
      }
    : {
        message: `a time that clocks in \`${timezone}\` showed once: they were put back over it`,
        params: { help: `Add the offset: ${before} for the first time, ${after} for the second.` },
      };
}

function timestampProblem(text: string, problem: Exclude<ReturnType<typeof parseTimestamp>, object>, timezone = '') {
  if (problem === 'no-offset') return withoutOffset(text);
  return problem === undefined ? timeProblem(text) : clockChange(text, problem, timezone);
}

function withoutOffset(text: string) {
  const help = `Write \`${text}Z\` if that is UTC, else its offset, or set \`timezone\` in archive.yml.`;
  return { message: 'an offset after the clock time', params: { help, meant: `${text}Z` } };
}

/** Minutes, or `'unknown'`. */
const duration = z.string('a duration such as `1h 35m`, or `unknown`').transform((text, context) => {
  if (text.trim() === 'unknown') return 'unknown' as const;
  const minutes = parseDuration(text);
  if (minutes !== undefined) return minutes;
  context.addIssue({ code: 'custom', message: 'a duration such as `1h 35m`, `PT2H` or `unknown`' });
  return z.NEVER;
});

const percent = z
  .union([z.number(), z.string().regex(/^\d+(\.\d+)?\s*%?$/, 'a percentage such as `30`')], 'a percentage such as `30`')
  .transform((value) => (typeof value === 'number' ? value : Number.parseFloat(value)))
  .pipe(z.number().min(0, 'a percentage from 0 to 100').max(100, 'a percentage from 0 to 100'));

/** Percent of what, or `'unknown'`. */
const impact = z.union(
  [
    z.literal('unknown'),
    z.strictObject({ percent, of: z.string().trim().min(1).optional() }),
    percent.transform((value): { percent: number; of?: string | undefined } => ({ percent: value })),
  ],
  'a percentage from 0 to 100 such as `30`, `{percent: 30, of: login requests}`, or `unknown`',
);

/** An http or https address; the pattern says the same to JSON Schema. */
const httpUrl = z.string(EXPECTED_URL).trim().refine(isHttpUrl, EXPECTED_URL).meta({ pattern: HTTP_URL_PATTERN });

const made = new WeakMap<Vocabulary, ReturnType<typeof makeSchema>>();
const madePartial = new WeakMap<Vocabulary, ReturnType<typeof makePartial>>();

/**
 * The schema of the frontmatter for one archive's vocabulary. Parsing gives the frontmatter with defaults filled in,
 * times as `Timestamp`, durations in minutes and impact in percent. Making a schema costs more than parsing with it, so
 * that one vocabulary has one.
 */
export function frontmatterSchema(vocabulary: Vocabulary): ReturnType<typeof makeSchema> {
  const schema = made.get(vocabulary) ?? makeSchema(vocabulary);
  made.set(vocabulary, schema);
  return schema;
}

/** The same schema with no key that must be there. */
export function partialSchema(vocabulary: Vocabulary): ReturnType<typeof makePartial> {
  const schema = madePartial.get(vocabulary) ?? makePartial(vocabulary);
  madePartial.set(vocabulary, schema);
  return schema;
}

function makePartial(vocabulary: Vocabulary) {
  return frontmatterSchema(vocabulary).partial();
}

function makeSchema(vocabulary: Vocabulary) {
  const time = timestamp(vocabulary.timezone);
  const word = (known: readonly string[] | undefined) => (known ? z.enum(known) : z.string().trim().min(1));
  const cause = word(vocabulary.causes);
  const custom = Object.fromEntries(
    Object.entries(vocabulary.fields ?? {}).map(([key, type]) => [
      key,
      type === 'list' ? texts : z.string().trim().min(1).optional(),
    ]),
  );
  return z.strictObject({
    ...custom,
    title: z.string().trim().min(1).max(200).describe('What happened, in one line of up to 200 characters.'),
    status: z.enum(STATUSES).default('final').describe('Drafts are built only with `--drafts` and in `dev`.'),
    visibility: z.enum(VISIBILITIES).optional().describe('Who may read it; the default is in archive.yml.'),
    severity: word(vocabulary.severities).optional().describe("One of the archive's severities."),
    started: time.describe('When the incident began.'),
    detected: time.optional().describe('When somebody or something noticed.'),
    acknowledged: time.optional().describe('When a person took it on.'),
    mitigated: time.optional().describe('When users stopped suffering.'),
    resolved: time.optional().describe('When all was as before.'),
    duration: duration.optional().describe('How long it lasted; required unless it follows from two clock times.'),
    impact: impact.describe('The share that was hit, in percent.'),
    cause: cause.describe('Root cause, an id of the taxonomy.'),
    contributing: z.array(cause).max(LIMITS.items).default([]).describe('Further causes, ids of the taxonomy.'),
    trigger: z.enum(TRIGGERS).default('unknown').describe('What set the latent cause off.'),
    detection: z.enum(DETECTIONS).default('unknown').describe('Who or what noticed first.'),
    services: texts.describe('Services that were hit.'),
    teams: texts.describe('Teams that took part.'),
    authors: texts.describe('Who wrote the postmortem.'),
    tags: texts.describe('Free keywords.'),
    recurs: texts.describe('Ids of earlier incidents that this one repeats.'),
    related: texts.describe('Ids of incidents worth reading beside this one.'),
    unrelated: texts.describe('Ids of suggested look-alikes that were looked at and dismissed.'),
    aliases: texts.describe('Former ids; each becomes a redirect.'),
    links: z
      .array(z.strictObject({ title: z.string().trim().min(1), url: httpUrl }))
      .max(LIMITS.items)
      .default([])
      .describe('Further reading.'),
    summary: z.string().trim().min(1).optional().describe('One or two sentences.'),
  });
}

/** The keys that every archive's frontmatter may have. */
export const FRONTMATTER_KEYS: readonly string[] = Object.keys(makeSchema({}).shape);

export type Frontmatter = z.infer<ReturnType<typeof frontmatterSchema>>;

/** Frontmatter of which only some keys may be there. */
export type PartialFrontmatter = z.infer<ReturnType<typeof partialSchema>>;
