import type { Diagnostic, Fix, Place, Severity } from './diagnostic.ts';

/** A rule's severity unless archive.yml says otherwise, and its name in one line. docs/rules.md has a section for each. */
export interface Rule {
  severity: Severity;
  title: string;
  /** What archive.yml cannot switch off: without it there is no postmortem to show. */
  fixed?: true;
}

/** Every rule of the product by its id. */
export const RULES = {
  'unreadable-file': { severity: 'error', title: 'The file is text that can be read', fixed: true },
  'over-limit': { severity: 'error', title: 'The document is of a size that can be built', fixed: true },
  'invalid-settings': { severity: 'error', title: 'archive.yml has its form', fixed: true },
  'invalid-yaml': { severity: 'error', title: 'The frontmatter is YAML between two `---`', fixed: true },
  'invalid-id': { severity: 'error', title: 'The file name can be an address', fixed: true },
  'duplicate-id': { severity: 'error', title: 'One id names one postmortem', fixed: true },
  'missing-key': { severity: 'error', title: 'Required keys are there', fixed: true },
  'unknown-key': { severity: 'error', title: 'Every key is known' },
  'invalid-value': { severity: 'error', title: 'Every value has the form of its key', fixed: true },
  'name-clash': { severity: 'error', title: 'Services and tags have addresses of their own', fixed: true },
  chronology: { severity: 'error', title: 'The times are in order' },
  'duration-mismatch': { severity: 'error', title: 'The duration agrees with the times' },
  'unknown-reference': { severity: 'error', title: 'Referenced ids exist, former ids are free' },
  'hidden-reference': { severity: 'warning', title: 'Postmortems refer to what their readers see' },
  'later-recurrence': { severity: 'error', title: 'What recurs came earlier' },
  'broken-link': { severity: 'error', title: 'Relative links and images exist' },
  'unused-settings': { severity: 'warning', title: 'Every archive.yml is used' },
  'unsafe-link': { severity: 'warning', title: 'Links lead to pages, not to code' },
  'missing-section': { severity: 'warning', title: 'The sections of archive.yml are there' },
  'implausible-time': { severity: 'warning', title: 'Times are past, durations within 90 days' },
  'timeline-outside-incident': { severity: 'warning', title: 'The timeline lies within the incident' },
  'unreadable-time': { severity: 'warning', title: 'Times of the timeline can be read' },
  'unreadable-action': { severity: 'warning', title: 'Marks of actions can be read' },
  'action-without-owner': { severity: 'warning', title: 'Every open action has an owner' },
  'action-without-due': { severity: 'warning', title: 'Every open action has a due date' },
  'action-dates': { severity: 'warning', title: 'Dates of actions follow the incident' },
  'overdue-action': { severity: 'info', title: 'Actions are done by their due date' },
  'missing-alt-text': { severity: 'warning', title: 'Images have a text' },
  'leftover-template-text': { severity: 'warning', title: 'The template’s words are replaced' },
  'plain-code': { severity: 'info', title: 'Code is shown in colours' },
  'look-alike': { severity: 'info', title: 'New incidents are held against old ones' },
  'unknown-cause': { severity: 'info', title: 'The cause is established' },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;

/** What a rule found in a file that its caller knows. `severity` is there where it is not the rule's own. */
export interface Finding {
  rule: RuleId;
  place: Place;
  message: string;
  help: string;
  fix?: Fix | undefined;
  severity?: Severity;
}

/** Severities of rules as archive.yml sets them. */
export type RuleSettings = Readonly<Record<string, 'off' | 'warn' | 'error' | undefined>>;

/** A finding as the diagnostic of a file, with its rule's severity. */
export function diagnose(file: string, { place, rule, message, help, fix, severity }: Finding): Diagnostic {
  return { file, ...place, severity: severity ?? RULES[rule].severity, rule, message, help, ...(fix && { fix }) };
}

/** The diagnostics as archive.yml weighs them: those of a rule that is off are left out. */
export function applyRuleSeverities(diagnostics: readonly Diagnostic[], settings: RuleSettings): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const set = Object.hasOwn(settings, diagnostic.rule) ? settings[diagnostic.rule] : undefined;
    if (set === 'off') return [];
    if (set === undefined) return [diagnostic];
    return [{ ...diagnostic, severity: set === 'warn' ? ('warning' as const) : set }];
  });
}
