import type { Diagnostic, Fix, Place, Severity } from './diagnostic.ts';

/** A rule's default severity, and the requirement in one line. docs/rules.md has a section for each rule. */
export interface Rule {
  severity: Severity;
  title: string;
  /** Set when archive.yml cannot change the severity, because a violation leaves no postmortem to show. */
  fixed?: true;
}

/** All rules by id. */
export const RULES = {
  'unreadable-file': { severity: 'error', title: 'Files are readable text', fixed: true },
  'over-limit': { severity: 'error', title: 'Documents stay within the size limits', fixed: true },
  'invalid-settings': { severity: 'error', title: 'archive.yml is valid', fixed: true },
  'invalid-yaml': { severity: 'error', title: 'The frontmatter is YAML between two `---` lines', fixed: true },
  'invalid-id': { severity: 'error', title: 'File names are valid ids', fixed: true },
  'duplicate-id': { severity: 'error', title: 'Ids are unique', fixed: true },
  'missing-key': { severity: 'error', title: 'Required keys are present', fixed: true },
  'unknown-key': { severity: 'error', title: 'Keys are known' },
  'invalid-value': { severity: 'error', title: 'Values are valid', fixed: true },
  'name-clash': { severity: 'error', title: 'Services and tags have unique addresses', fixed: true },
  chronology: { severity: 'error', title: 'Times are in order' },
  'duration-mismatch': { severity: 'error', title: 'The duration matches the times' },
  'unknown-reference': { severity: 'error', title: 'Referenced ids exist, former ids are unused' },
  'hidden-reference': {
    severity: 'warning',
    title: 'Postmortems only reference postmortems that their readers can see',
  },
  'later-recurrence': { severity: 'error', title: 'Recurring incidents started earlier' },
  'broken-link': { severity: 'error', title: 'Relative links and images exist' },
  'unused-settings': { severity: 'warning', title: 'Every archive.yml is used' },
  'unsafe-link': { severity: 'warning', title: 'Links are safe to open' },
  'missing-section': { severity: 'warning', title: 'Expected sections are present' },
  'several-incidents': { severity: 'warning', title: 'Documents are about one incident' },
  'implausible-time': { severity: 'warning', title: 'Times are in the past, durations at most 90 days' },
  'timeline-outside-incident': { severity: 'warning', title: 'Timeline entries fall within the incident' },
  'unreadable-time': { severity: 'warning', title: 'Times in the timeline are readable' },
  'unreadable-timeline': { severity: 'warning', title: 'Timelines are understood' },
  'unreadable-action': { severity: 'warning', title: 'Fields of action items are readable' },
  'action-without-owner': { severity: 'warning', title: 'Open action items have an owner' },
  'action-without-due': { severity: 'warning', title: 'Open action items have a due date' },
  'action-without-status': { severity: 'warning', title: 'Action items have a status' },
  'action-dates': { severity: 'warning', title: 'Action item dates are plausible' },
  'overdue-action': { severity: 'info', title: 'Action items are done by their due date' },
  'missing-alt-text': { severity: 'warning', title: 'Images have alternative text' },
  'leftover-template-text': { severity: 'warning', title: 'Template placeholders are replaced' },
  'plain-code': { severity: 'info', title: 'Code blocks are highlighted' },
  'look-alike': { severity: 'info', title: 'New incidents are compared with similar earlier ones' },
  'unknown-cause': { severity: 'info', title: 'The root cause is known' },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;

/** A problem that a rule found; the caller knows the file. `severity` overrides the rule's default. */
export interface Finding {
  rule: RuleId;
  place: Place;
  message: string;
  help: string;
  fix?: Fix | undefined;
  severity?: Severity;
}

/** Severities set in archive.yml, by rule id. */
export type RuleSettings = Readonly<Record<string, 'off' | 'warn' | 'error' | undefined>>;

/** Turns a finding into a diagnostic of a file, with the rule's default severity unless the finding has its own. */
export function diagnose(file: string, { place, rule, message, help, fix, severity }: Finding): Diagnostic {
  return { file, ...place, severity: severity ?? RULES[rule].severity, rule, message, help, ...(fix && { fix }) };
}

/** Applies the severities set in archive.yml, and removes the diagnostics of rules that are off. */
export function applyRuleSeverities(diagnostics: readonly Diagnostic[], settings: RuleSettings): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const set = Object.hasOwn(settings, diagnostic.rule) ? settings[diagnostic.rule] : undefined;
    if (set === 'off') return [];
    if (set === undefined) return [diagnostic];
    return [{ ...diagnostic, severity: set === 'warn' ? ('warning' as const) : set }];
  });
}
