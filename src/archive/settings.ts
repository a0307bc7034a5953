import { isMap, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Diagnostic, START } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { RULES, type Rule } from '../diagnostics/rules.ts';
import type { DocumentSettings } from '../postmortem/parse.ts';
import { isTimeZone } from '../postmortem/time.ts';
import { type Cause, DEFAULT_CAUSES } from './causes.ts';

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const text = z.string().trim().min(1);
const ADJUSTABLE = Object.entries<Rule>(RULES).flatMap(([id, rule]) => (rule.fixed ? [] : [id]));

/** archive.yml; every key has a default. */
const schema = z.strictObject({
  title: text.default('Postmortems').describe('Name of the archive.'),
  description: text.optional().describe('One or two sentences about it.'),
  organization: text.optional().describe('Who publishes it.'),
  site: z.httpUrl().optional().describe('Address of the published site, for feeds and the sitemap.'),
  timezone: z
    .string()
    .refine(isTimeZone, 'Expected an IANA time zone such as `Europe/Copenhagen`')
    .optional()
    .describe('Zone of clock times without an offset.'),
  audience: z.enum(['internal', 'public']).default('internal'),
  visibility: z.enum(['public', 'internal']).default('public').describe('Of postmortems that do not say.'),
  severities: z.array(text).min(1).default(['sev1', 'sev2', 'sev3', 'sev4']).describe('From the gravest on.'),
  taxonomy: z.enum(['extend', 'replace']).default('extend').describe('What `causes` does to the default ones.'),
  causes: z
    .array(
      z.strictObject({
        id: z.string().regex(ID, 'Expected an id such as `config-change`'),
        title: text,
        definition: text,
      }),
    )
    .default([]),
  services: z.array(z.strictObject({ id: text, title: text.optional(), team: text.optional() })).default([]),
  editUrl: z.string().includes('{path}').optional().describe('Where a file is edited; `{path}` stands for its path.'),
  sections: z
    .array(text)
    .default(['Summary', 'Timeline', 'Root cause', 'Resolution', 'Action items'])
    .describe('Sections that every postmortem should have.'),
  rules: z
    .partialRecord(z.enum(ADJUSTABLE), z.enum(['off', 'warn', 'error']))
    .default({})
    .describe('Severities of rules.'),
  fields: z
    .record(
      z.string(),
      z.strictObject({
        title: text.optional(),
        description: text.optional(),
        type: z.enum(['text', 'list']).default('text'),
      }),
    )
    .default({})
    .describe('Custom keys of the frontmatter.'),
});

export type Settings = Omit<z.infer<typeof schema>, 'taxonomy'> & { causes: readonly Cause[] };

/**
 * Reads the text of archive.yml; an absent file is the empty text. Returns the settings with the defaults filled in and
 * the taxonomy whole (`unknown` is always in it), or no settings and the diagnostics (rule `invalid-settings`).
 */
export function parseSettings(source: string, file: string): { settings?: Settings; diagnostics: Diagnostic[] } {
  const lines = new LineCounter();
  const yaml = parseDocument(source.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false });
  const report = (range: readonly number[] | null | undefined, message: string, help: string): Diagnostic => {
    const [from, to] = range ? [lines.linePos(range[0] ?? 0), lines.linePos(range[1] ?? 0)] : [];
    const place = from && to ? { line: from.line, column: from.col, endLine: to.line, endColumn: to.col } : START;
    return { file, ...place, severity: 'error', rule: 'invalid-settings', message, help };
  };
  if (yaml.errors.length > 0) {
    return {
      diagnostics: yaml.errors.map(({ pos, message }) => report(pos, `Unexpected YAML: ${message}`, 'Mend the YAML.')),
    };
  }
  if (yaml.contents && !isMap(yaml.contents)) {
    return {
      diagnostics: [report(undefined, 'Unexpected YAML, expected `key: value` lines', 'Write one key per line.')],
    };
  }
  const result = schema.safeParse(yaml.toJS({ maxAliasCount: 100 }) ?? {});
  if (!result.success) {
    const diagnostics = result.error.issues.map((issue) => {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      const path = unknown === undefined ? issue.path : [...issue.path, unknown];
      const node = yaml.getIn(path, true) as { range?: readonly number[] } | undefined;
      const meant = unknown && nearest(unknown, Object.keys(schema.shape));
      const help = meant ? `Did you mean \`${meant}\`?` : 'See docs/format.md.';
      return report(node?.range, `\`${path.join('.')}\`: ${issue.message}`, help);
    });
    return { diagnostics };
  }
  return { settings: withTaxonomy(result.data), diagnostics: [] };
}

/** The settings of an archive without archive.yml. */
export function defaultSettings(): Settings {
  return withTaxonomy(schema.parse({}));
}

/** What one document has to know of the settings. */
export function documentSettings(settings: Settings): DocumentSettings {
  const fields = Object.fromEntries(Object.entries(settings.fields).map(([key, { type }]) => [key, type]));
  return { ...settings, causes: settings.causes.map(({ id }) => id), fields };
}

function withTaxonomy({ taxonomy, ...settings }: z.infer<typeof schema>): Settings {
  const unknown = DEFAULT_CAUSES.filter(({ id }) => id === 'unknown');
  const causes = [...(taxonomy === 'replace' ? unknown : DEFAULT_CAUSES), ...settings.causes];
  return { ...settings, causes: [...new Map(causes.map((cause) => [cause.id, cause])).values()] };
}
