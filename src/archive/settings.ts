import { z } from 'zod';
import { type Diagnostic, type Place, START } from '../diagnostics/diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose, type Finding, RULES, type Rule } from '../diagnostics/rules.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { findTruncatedTexts } from '../postmortem/frontmatter/comment-truncation.ts';
import type { Problem } from '../postmortem/frontmatter/problem.ts';
import { validateAgainstSchema } from '../postmortem/frontmatter/schema-validation.ts';
import { isMap } from '../postmortem/frontmatter/suggestions.ts';
import { parseYaml } from '../postmortem/frontmatter/yaml/yaml.ts';
import { LIMITS } from '../postmortem/limits/limits.ts';
import { normalizedText } from '../postmortem/normalized-text.ts';
import { isTimeZone } from '../postmortem/time/clocks.ts';
import { isHttpUrl } from '../postmortem/url.ts';
import { CAUSE_ID, type Cause, DEFAULT_CAUSES } from './causes.ts';
import { globs } from './globs.ts';
import { field } from './settings/fields.ts';
import { LANGUAGES } from './settings/languages.ts';
import { keysOfSections, sectionSettings, sections, zones } from './settings/sections.ts';
import { theme, themeKeys } from './settings/theme.ts';
import { tickets } from './settings/tickets.ts';
import { settingsAdvice } from './settings-advice.ts';
import { contradictions } from './settings-contradictions.ts';
import { isSiteAddress } from './site-address.ts';

const text = z.string().trim().min(1);

const ADJUSTABLE = Object.entries<Rule>(RULES).flatMap(([id, rule]) => (rule.fixed ? [] : [id]));

const cause = z.strictObject({
  id: z.string().regex(CAUSE_ID, 'an id such as `config-change`').max(100),
  title: text,
  definition: text,
});
const service = z.strictObject({ id: text, title: text.optional(), team: text.optional(), partOf: text.optional() });

/** The keys of archive.yml; every one has a default. */
const schema = z.strictObject({
  title: text.default('Postmortems').describe('Name of the archive.'),
  description: text.optional().describe('One or two sentences about the archive.'),
  organization: text.optional().describe('The organization that publishes it.'),
  site: z
    .string()
    .refine(isSiteAddress, 'the address of a site, such as `https://example.com/kb/`')
    .optional()
    .describe('Address of the published site, for feeds and the sitemap; its path is the base path of the site.'),
  language: z.enum(LANGUAGES).default('en').describe('Language of the interface.'),
  timezone: z
    .string()
    .refine(isTimeZone, 'an IANA time zone such as `Europe/Copenhagen`')
    .optional()
    .describe('Time zone of clock times without an offset.'),
  audience: z.enum(['internal', 'public']).default('internal'),
  visibility: z.enum(['public', 'internal']).default('public').describe('Default visibility of postmortems.'),
  severities: z.array(text).min(1).default(['sev1', 'sev2', 'sev3', 'sev4']).describe('Highest severity first.'),
  taxonomy: z
    .enum(['extend', 'replace'])
    .default('extend')
    .describe('Whether `causes` extends or replaces the default causes.'),
  causes: z.array(cause).default([]),
  services: z.array(service).default([]),
  exclude: globs.describe('Files and folders that are not postmortems.'),
  editUrl: z
    .string()
    .refine(isEditUrl, 'an http or https address such as `https://git.example.com/edit/main/{path}`')
    .optional()
    .describe('Address for editing a file; `{path}` stands for its path.'),
  sections: sections.optional().describe('Sections that every postmortem should have, or other names of sections.'),
  zones: zones.default({}).describe('Time zones by the abbreviations that timelines use.'),
  rules: z
    .partialRecord(z.enum(ADJUSTABLE), z.enum(['off', 'warn', 'error']))
    .default({})
    .describe('Severity of each rule.'),
  fields: z.record(z.string(), field).default({}).describe('Custom keys of the frontmatter.'),
  tickets: tickets.describe('Addresses of tickets by the prefix of their ids; `{id}` stands for the id.'),
  theme: theme.describe('How the site looks, and what it says besides the postmortems.'),
});

export type Settings = Omit<z.infer<typeof schema>, 'taxonomy' | 'sections'> &
  ReturnType<typeof sectionSettings> & { causes: readonly Cause[] };

/** The result of parsing archive.yml. */
export interface ParsedSettings {
  /** Settings with defaults and all causes, always including `unknown`; absent if the file has errors. */
  settings?: Settings;
  /** The same from the valid values only, so that documents can be checked despite errors. */
  valid: Settings;
  /** Keys with invalid values. Documents are not checked against them. */
  refused: ReadonlySet<string>;
  /** Returns the place of the value at a path, or of what should contain it. */
  placeOf(path: readonly PropertyKey[]): Place;
  diagnostics: Diagnostic[];
}

/**
 * Parses the text of archive.yml, empty if there is no file. Reports every problem (rules `invalid-settings` and
 * `over-limit`).
 */
export function parseSettings(source: string, file: string): ParsedSettings {
  if (source.length > LIMITS.settings) {
    const message = `Unexpected ${source.length} characters of settings, expected up to ${LIMITS.settings}`;
    const found = diagnose(file, { rule: 'over-limit', place: START, message, help: 'Shorten the lists.' });
    return { ...unknownSettings(), diagnostics: [found] };
  }
  const yaml = parseYaml(normalizedText(source));
  const { data, placeOf, sourceOf, problems } = yaml;
  const report = (found: Omit<Finding, 'rule' | 'place'> & { place?: Place | undefined }) =>
    diagnose(file, { ...found, rule: 'invalid-settings', place: found.place ?? START });
  const inYaml = problems.map(report);
  if (!data) return { ...unknownSettings(), diagnostics: inYaml };
  // A key without a value means the default, like an absent key.
  const emptyKeys = Object.keys(data).filter((key) => data[key] === null);
  const given = withoutEmptyKeys(data);
  if (isMap(given.theme)) given.theme = withoutEmptyKeys(given.theme);
  const {
    problems: wrong,
    valid,
    originalPath,
  } = validateAgainstSchema(schema, given, { keysOf, sourceOf, emptyKeys, adviceFor: settingsAdvice }, RECORDS);
  const known = schema.parse(valid);
  const odd = contradictions(known);
  const found = [...wrong.map(inSettings), ...odd.map((problem) => ({ ...problem, path: originalPath(problem.path) }))];
  const cut = [...findTruncatedTexts(yaml, TEXTS), ...findTruncatedTexts(yaml, COLORS)].map(
    ({ key, value: _, ...each }) => report({ ...each, severity: TEXTS.includes(key) ? 'warning' : 'error' }),
  );
  const diagnostics = found.map(({ kind, path, message, help, meant }) => {
    const isKey = kind === 'unknown-key';
    const fix = meant === undefined ? undefined : isKey ? yaml.fixKey(path, String(meant)) : yaml.fixValue(path, meant);
    return report({ place: placeOf(path, isKey ? 'key' : 'value'), message, help, fix });
  });
  const unclear = new Set([...yaml.unreadable, ...yaml.corrected]);
  const refused = new Set([...unclear, ...found.flatMap(keysOfProblem)]);
  const isValid = inYaml.length + diagnostics.length === 0;
  const rules = { ...known.rules, ...doubtful(found, unclear) };
  const settings = withTaxonomy({ ...known, rules });
  return {
    ...(isValid && { settings }),
    valid: settings,
    refused,
    placeOf: (path) => placeOf(path) ?? START,
    diagnostics: [...inYaml, ...diagnostics, ...cut],
  };
}

/** Leaves out keys without a value. */
function withoutEmptyKeys(map: Record<PropertyKey, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
}

/** Returns the top-level key that a problem is about, and the key that was probably meant. */
function keysOfProblem({ kind, path, meant }: Problem): string[] {
  return (kind === 'unknown-key' ? [path[0], meant] : [path[0]]).map(String);
}

/** Returns the rules whose severity cannot be read, switched off. */
function doubtful(problems: readonly Problem[], unclear: ReadonlySet<string>): Record<string, 'off'> {
  const isUnknown = unclear.has('rules') || problems.some(({ path }) => path.length === 1 && path[0] === 'rules');
  const named = problems.flatMap(({ path: [key, rule] }) =>
    key === 'rules' && rule !== undefined ? String(rule) : [],
  );
  const ids = ADJUSTABLE.filter((id) => isUnknown || named.includes(id));
  return Object.fromEntries(ids.map((id) => [id, 'off']));
}

/** Returns the settings of an archive whose archive.yml cannot be read. */
export function unknownSettings(): Omit<ParsedSettings, 'settings' | 'diagnostics'> {
  const keys = Object.keys(schema.shape);
  const rules = doubtful([], new Set(keys));
  return { valid: { ...defaultSettings(), rules }, refused: new Set(keys), placeOf: () => START };
}

/** Returns the settings of an archive without archive.yml. */
export function defaultSettings(): Settings {
  return withTaxonomy(schema.parse({}));
}

/** Returns the settings needed to check one document; `refused` keys get values against which nothing is reported. */
export function documentSettings(settings: Settings, refused: ReadonlySet<string> = new Set()): DocumentSettings {
  const fields = Object.fromEntries(Object.entries(settings.fields).map(([key, { type }]) => [key, type]));
  const isKnown = (...keys: string[]) => !keys.some((key) => refused.has(key));
  return {
    visibility: settings.visibility,
    language: settings.language,
    causes: isKnown('causes', 'taxonomy') ? settings.causes.map(({ id }) => id) : undefined,
    severities: isKnown('severities') ? settings.severities : undefined,
    fields: isKnown('fields') ? fields : undefined,
    timezone: isKnown('timezone') ? settings.timezone : 'UTC',
    sections: isKnown('sections') ? settings.sections : [],
    sectionNames: settings.sectionNames,
    tickets: settings.tickets,
    zones: isKnown('zones') ? settings.zones : {},
  };
}

function isEditUrl(text: string): boolean {
  return text.includes('{path}') && !text.includes('\\') && isHttpUrl(text.replaceAll('{path}', 'a.md'));
}

/** Keys that hold maps of which one invalid value leaves the others. */
const RECORDS = ['rules', 'fields', 'tickets', 'theme', 'zones'];
const TEXTS = ['title', 'description', 'organization'];
/** Paths of colors, which begin with `#`. */
const COLORS = [
  ['theme', 'accent'],
  ['theme', 'accent', 'light'],
  ['theme', 'accent', 'dark'],
];

const KEYS = new Map<unknown, readonly string[]>([
  [undefined, Object.keys(schema.shape)],
  ['causes', Object.keys(cause.shape)],
  ['services', Object.keys(service.shape)],
  ['fields', Object.keys(field.shape)],
  ['rules', ADJUSTABLE],
]);

function keysOf(path: readonly PropertyKey[]): readonly string[] {
  const [first, ...inner] = path;
  if (first === 'theme') return themeKeys(inner);
  if (first === 'sections') return keysOfSections(path);
  return KEYS.get(first) ?? [];
}

/** Rewords problems with unknown rules, with rules whose severity is fixed, and with `title` instead of `label`. */
function inSettings(problem: Problem): Problem {
  const [first, rule, key] = problem.path;
  if (first === 'fields' && key === 'title') return { ...problem, help: 'Did you mean `label`?', meant: 'label' };
  if (first !== 'rules' || problem.kind !== 'unknown-key') return problem;
  if (Object.hasOwn(RULES, String(rule))) {
    const message = `Unexpected rule ${quote(rule)}, whose severity is fixed`;
    return { ...problem, message, help: 'Remove it; docs/rules.md says which rules can be configured.' };
  }
  const help = problem.help.startsWith('Did') ? problem.help : 'Remove it; docs/rules.md lists the rules.';
  return { ...problem, message: `Unknown rule ${quote(rule)}`, help };
}

function withTaxonomy({ taxonomy, sections, ...settings }: z.infer<typeof schema>): Settings {
  const unknown = DEFAULT_CAUSES.filter(({ id }) => id === 'unknown');
  const causes = [...(taxonomy === 'replace' ? unknown : DEFAULT_CAUSES), ...settings.causes];
  return {
    ...settings,
    ...sectionSettings(sections, settings.language),
    causes: [...new Map(causes.map((cause) => [cause.id, cause])).values()],
  };
}
