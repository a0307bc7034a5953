import { countOf } from '../../diagnostics/count.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { type Note, sourceOf } from '../../import/note.ts';
import type { PlacedDraft, Skipped } from './import-all.ts';

/** Formats what became of a document as lines: the draft, where it is from, its facts and notes. */
export function draftText({ file, target, draft, text, problem, exists }: PlacedDraft, isDryRun: boolean): string {
  const { notes } = draft;
  const what = problem ? 'not imported' : exists ? 'exists' : isDryRun ? 'would create' : 'created';
  const lines = [
    `${what} ${problem ? file : target}`,
    ...(problem ? [`  ${problem}`] : [`  from ${file}`, ...(exists ? ['  nothing was overwritten'] : [])]),
    ...(isDryRun && !exists ? frontmatterLines(text) : []),
    ...notes.filter(({ field }) => !problem || field !== 'started').map(noteLine),
  ];
  return lines.map((line) => `${visibleLine(line)}\n`).join('');
}

function frontmatterLines(text: string): string[] {
  return text
    .slice(4, text.indexOf('\n---\n', 3))
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => `    ${line}`);
}

function noteLine({ line, field, message, option }: Note): string {
  return `  ${sourceOf(line)}, ${field}: ${message}; ${option}`;
}

const FIELDS = ['started', 'detected', 'mitigated', 'resolved', 'duration', 'impact', 'severity', 'services'] as const;

/** Formats a summary: how many drafts have each fact, and the files that were not imported with the reasons. */
export function summaryText(
  placed: readonly PlacedDraft[],
  skipped: readonly Skipped[],
  found: readonly string[],
): string {
  const drafts = placed.filter(({ problem }) => !problem).map(({ draft }) => draft);
  const count = (key: string) =>
    drafts.filter(({ fields }) => fields.some((field) => field.key === key && field.value !== 'unknown')).length;
  const rows = [
    ...FIELDS.map((key): [string, number] => [key, count(key)]),
    ['timeline', drafts.filter(({ timeline }) => timeline > 0).length] as const,
    ['action items', drafts.filter(({ actions }) => actions.length > 0).length] as const,
  ];
  const table = [
    `${countOf(drafts.length, 'draft')}, of which have`,
    ...rows.map(([name, number]) => `  ${name.padEnd(13)}${String(number).padStart(5)}`),
    '',
  ];
  const left = [
    ...placed.filter(({ problem }) => problem).map(({ file, problem = '' }) => `  ${file}: ${problem}`),
    ...skipped.map(({ file, reason }) => `  ${file}: ${reason}`),
  ];
  const lines = [
    '',
    ...(drafts.length > 0 ? table : []),
    ...(left.length > 0 ? [`${countOf(left.length, 'file')} not imported:`, ...left, ''] : []),
    ...found,
  ];
  return lines.map((line) => `${visibleLine(line)}\n`).join('');
}
