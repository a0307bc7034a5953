import { z } from 'zod';
import { type Diagnostic, type Place, START } from '../diagnostics/diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose, RULES, type Rule } from '../diagnostics/rules.ts';
import { explain, type Problem } from '../postmortem/issues.ts';
import { LIMITS } from '../postmortem/limits/limits.ts';
import type { DocumentSettings } from '../postmortem/parse.ts';
import { FRONTMATTER_KEYS } from '../postmortem/schema.ts';
import { isTimeZone } from '../postmortem/time.ts';
import { parseYaml } from '../postmortem/yaml.ts';
import { slugOf, slugProblem } from './address.ts';
import { type Cause, DEFAULT_CAUSES } from './causes.ts';
import { isSiteAddress } from './site-address.ts';

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const text = z.string().trim().min(1);
const ADJUSTABLE = Object.entries<Rule>(RULES).flatMap(([id, rule]) => (rule.fixed ? [] : [id]));

const cause = z.strictObject({
  id: z.string().regex(ID, 'an id such as `config-change`').max(100),
  title: text,
  definition: text,
});
const service = z.strictObject({ id: text, title: text.optional(), team: text.optional() });
const field = z.strictObject({
  title: text.optional(),
  description: text.optional(),
  type: z.enum(['text', 'list']).default('text'),
});

/** archive.yml; every key has a default. */
const schema = z.strictObject({
  title: text.default('Postmortems').describe('Name of the archive.'),
  description: text.optional().describe('One or two sentences about it.'),
  organization: text.optional().describe('Who publishes it.'),
  site: z
    .string()
    .refine(isSiteAddress, 'the address of a site, such as `https://example.com/kb/`')
    .optional()
    .describe('Address of the published site, for feeds and the sitemap; its path is where the site lies.'),
  timezone: z
    .string()
    .refine(isTimeZone, 'an IANA time zone such as `Europe/Copenhagen`')
    .optional()
    .describe('Zone of clock times without an offset.'),
  audience: z.enum(['internal', 'public']).default('internal'),
  visibility: z.enum(['public', 'internal']).default('public').describe('Of postmortems that do not say.'),
  severities: z.array(text).min(1).default(['sev1', 'sev2', 'sev3', 'sev4']).describe('From the gravest on.'),
  taxonomy: z.enum(['extend', 'replace']).default('extend').describe('What `causes` does to the default ones.'),
  causes: z.array(cause).default([]),
  services: z.array(service).default([]),
  editUrl: z
    .string()
    .regex(/^https?:\/\/\S*\{path\}/i, 'an address such as `https://git.example.com/edit/main/{path}`')
    .optional()
    .describe('Where a file is edited; `{path}` stands for its path.'),
  sections: z
    .array(text)
    .default(['Summary', 'Timeline', 'Root cause', 'Resolution', 'Action items'])
    .describe('Sections that every postmortem should have.'),
  rules: z
    .partialRecord(z.enum(ADJUSTABLE), z.enum(['off', 'warn', 'error']))
    .default({})
    .describe('Severities of rules.'),
  fields: z.record(z.string(), field).default({}).describe('Custom keys of the frontmatter.'),
});

export type Settings = Omit<z.infer<typeof schema>, 'taxonomy'> & { causes: readonly Cause[] };

/**
 * Reads the text of archive.yml; an absent file is the empty text. Returns the settings with the defaults filled in and
 * the taxonomy whole (`unknown` is always in it), or no settings and the diagnostics (rules `invalid-settings` and
 * `over-limit`).
 */
export function parseSettings(source: string, file: string): { settings?: Settings; diagnostics: Diagnostic[] } {
  if (source.length > LIMITS.settings) {
    const message = `Unexpected ${source.length} characters of settings, expected up to ${LIMITS.settings}`;
    return { diagnostics: [diagnose(file, { rule: 'over-limit', place: START, message, help: 'Shorten the lists.' })] };
  }
  const { data, placeOf, sourceOf, problems } = parseYaml(source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  const report = (place: Place = START, message: string, help: string) =>
    diagnose(file, { rule: 'invalid-settings', place, message, help });
  if (!data) return { diagnostics: problems.map(({ place, message, help }) => report(place, message, help)) };
  // A key without a value says as little as no key.
  const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
  const result = schema.safeParse(given);
  const found = result.success
    ? [...repeated(result.data), ...addressed(result.data), ...reserved(result.data), ...unknown(result.data)]
    : result.error.issues.flatMap((issue) => explain(issue, given, { keysOf, sourceOf })).map(inSettings);
  const diagnostics = found.map(({ kind, path, message, help }) =>
    report(placeOf(path, kind === 'unknown-key' ? 'key' : 'value'), message, help),
  );
  return result.success && diagnostics.length === 0
    ? { settings: withTaxonomy(result.data), diagnostics }
    : { diagnostics };
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

const KEYS = new Map<unknown, readonly string[]>([
  [undefined, Object.keys(schema.shape)],
  ['causes', Object.keys(cause.shape)],
  ['services', Object.keys(service.shape)],
  ['fields', Object.keys(field.shape)],
  ['rules', ADJUSTABLE],
]);

function keysOf([first]: readonly PropertyKey[]): readonly string[] {
  return KEYS.get(first) ?? [];
}

/** A rule that is none, or that no archive may change, is not just an unknown key. */
function inSettings(problem: Problem): Problem {
  const [first, rule] = problem.path;
  if (first !== 'rules' || problem.kind !== 'unknown-key') return problem;
  if (Object.hasOwn(RULES, String(rule))) {
    const message = `Unexpected rule ${quote(rule)}, which cannot be changed`;
    return { ...problem, message, help: 'Remove it; docs/rules.md says which rules can be.' };
  }
  const help = problem.help.startsWith('Did') ? problem.help : 'Remove it; docs/rules.md lists the rules.';
  return { ...problem, message: `Unknown rule ${quote(rule)}`, help };
}

/** What has an id, or is one, is there once. */
function repeated({ causes, services, severities }: z.infer<typeof schema>): Problem[] {
  const names: [string, string[], 'id'?][] = [
    ['severities', severities],
    ['causes', causes.map(({ id }) => id), 'id'],
    ['services', services.map(({ id }) => id), 'id'],
  ];
  return names.flatMap(([key, ids, part]) =>
    ids.flatMap((id, index): Problem[] => {
      if (ids.indexOf(id) === index) return [];
      const message = `Unexpected second ${quote(id)} under \`${key}\``;
      return [
        {
          kind: 'invalid-value',
          path: [key, index, ...(part ? [part] : [])],
          message,
          help: 'Remove one, or rename it.',
        },
      ];
    }),
  );
}

/** Services become addresses by github-slugger: each has one of its own. */
function addressed({ services }: z.infer<typeof schema>): Problem[] {
  const addresses = services.map(({ id }) => slugOf(id));
  return services.flatMap(({ id }, index): Problem[] => {
    const address = addresses[index] ?? '';
    const other = services[addresses.indexOf(address)]?.id;
    const problem = slugProblem(address);
    // The same id twice is said already.
    if (!problem && other === id) return [];
    const reason = problem?.reason ?? `as ${quote(other)} has the same address \`${address}\``;
    const help = problem?.help ?? 'Rename one of them.';
    const message = `Unexpected service ${quote(id)}, ${reason}`;
    return [{ kind: 'invalid-value', path: ['services', index, 'id'], message, help }];
  });
}

/** What no severity is known of is counted under this name. */
function unknown({ severities }: z.infer<typeof schema>): Problem[] {
  return severities.flatMap((severity, index): Problem[] => {
    if (severity !== 'unknown') return [];
    const message = 'Unexpected severity `unknown`, which is said of what has none';
    const help = 'Remove it; a postmortem without `severity` has none.';
    return [{ kind: 'invalid-value', path: ['severities', index], message, help }];
  });
}

/** Custom keys are none of the format's own. */
function reserved({ fields }: z.infer<typeof schema>): Problem[] {
  return Object.keys(fields).flatMap((key): Problem[] => {
    if (!FRONTMATTER_KEYS.includes(key)) return [];
    const message = `Unexpected field ${quote(key)}, which every postmortem has already`;
    return [{ kind: 'unknown-key', path: ['fields', key], message, help: 'Choose another name.' }];
  });
}

function withTaxonomy({ taxonomy, ...settings }: z.infer<typeof schema>): Settings {
  const unknown = DEFAULT_CAUSES.filter(({ id }) => id === 'unknown');
  const causes = [...(taxonomy === 'replace' ? unknown : DEFAULT_CAUSES), ...settings.causes];
  return { ...settings, causes: [...new Map(causes.map((cause) => [cause.id, cause])).values()] };
}
