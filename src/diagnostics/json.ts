import type { Fix } from './diagnostic.ts';
import { jsonText } from './json-text.ts';
import { countSeverity, type Report, ruleUrl } from './report.ts';

/** Formats the `--format json` report, as documented in docs/cli.md, with a final line break. */
export function formatJson(report: Report): string {
  const diagnostics = report.diagnostics.map((diagnostic) => {
    const { file, line, column, endLine, endColumn, severity, rule, message, help, fix } = diagnostic;
    return {
      file,
      line,
      column,
      endLine,
      endColumn,
      severity,
      rule,
      message,
      help,
      ...fixOf(fix),
      url: ruleUrl(rule),
    };
  });
  const counts = { errors: countSeverity(report, 'error'), warnings: countSeverity(report, 'warning') };
  return jsonText({ version: 1, files: report.files, ...counts, diagnostics });
}

function fixOf(fix: Fix | undefined): { fix?: object } {
  return fix ? { fix: { ...fix.place, text: fix.text } } : {};
}
