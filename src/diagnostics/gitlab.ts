import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Diagnostic } from './diagnostic.ts';
import { jsonText } from './json-text.ts';
import type { Report } from './report.ts';
import { visible } from './visible.ts';

const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const;

/** Formats the `--format gitlab` report: GitLab's Code Quality, which merge requests show. */
export function formatGitlab({ diagnostics }: Report): string {
  const counts = new Map<string, number>();
  return jsonText(
    diagnostics.map((diagnostic) => {
      const { rule, message, help, severity, line } = diagnostic;
      const file = diagnostic.file.split(path.sep).join('/');
      return {
        description: visible(`${message}. ${help}`),
        check_name: rule,
        fingerprint: fingerprintOf({ ...diagnostic, file }, counts),
        severity: SEVERITIES[severity],
        location: { path: file, lines: { begin: line } },
      };
    }),
  );
}

/** Returns what identifies a problem across edits of the file: not its line, but its number among equal ones. */
function fingerprintOf({ file, rule, message }: Diagnostic, counts: Map<string, number>): string {
  const key = JSON.stringify([file, rule, message]);
  const number = (counts.get(key) ?? 0) + 1;
  counts.set(key, number);
  return createHash('sha256').update(`${key} ${number}`).digest('hex');
}
