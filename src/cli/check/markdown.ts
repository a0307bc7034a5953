import { countOf } from '../../diagnostics/count.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import { countSeverity, type Report, sortBySeverity } from '../../diagnostics/report.ts';
import { formatDay } from '../../postmortem/time/format.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { codeText, markdownText, messageText } from '../markdown-text.ts';
import type { Review } from './review.ts';

// A comment on GitHub may have 65,536 characters, on GitLab more.
const MAX_LENGTH = 60_000;
const MAX_PROBLEMS = 30;
const MAX_REVIEWS = 10;

/**
 * Formats the `--format markdown` report, for a comment in a pull request: for each file, the errors and warnings, similar incidents
 * and what is not known. Files with errors come first. Empty if there is nothing to say. Text from documents is shown literally.
 */
export function formatMarkdown(report: Report, reviews: readonly Review[]): string {
  const problems = sortBySeverity(report.diagnostics.filter(({ severity }) => severity !== 'info'));
  if (problems.length === 0 && reviews.length === 0) return '';
  const counts = (['error', 'warning'] as const).flatMap((severity) => {
    const count = countSeverity(report, severity);
    return count > 0 ? [countOf(count, severity)] : [];
  });
  const byFile = Map.groupBy(problems.slice(0, MAX_PROBLEMS), ({ file }) => file);
  const reviewOf = new Map(reviews.slice(0, MAX_REVIEWS).map((review) => [review.file, review]));
  const files = new Set([...byFile.keys(), ...reviewOf.keys()]);
  const blocks = [
    `## Postmortems: ${counts.join(', ') || 'no problems'}\n`,
    ...[...files].map((file) => fileBlock(file, byFile.get(file) ?? [], reviewOf.get(file))),
    ...more(problems.length - MAX_PROBLEMS, 'problem', 'The log of the check lists all.'),
    ...more(
      reviews.length - MAX_REVIEWS,
      'changed postmortem',
      '`nevertwice check` with its file shows what is similar to one.',
    ),
  ];
  return withinLimit(blocks).join('\n');
}

/** Returns the blocks that fit in a comment. */
function withinLimit(blocks: readonly string[]): string[] {
  let length = 0;
  const fitting = blocks.filter((block) => {
    length += block.length + 1;
    return length <= MAX_LENGTH;
  });
  return fitting.length === blocks.length ? fitting : [...fitting, 'The rest is too long for a comment.\n'];
}

function more(count: number, noun: string, where: string): string[] {
  return count > 0 ? [`And ${countOf(count, `more ${noun}`)}. ${where}\n`] : [];
}

/** Returns what is to say about a file. */
function fileBlock(file: string, problems: readonly Diagnostic[], review: Review | undefined): string {
  const parts = [
    ...(problems.length > 0 ? [problems.map(problemItem).join('')] : []),
    ...(review ? reviewParts(review) : []),
  ];
  const heading = review
    ? `### ${markdownText(review.postmortem.title)}\n\n${pathText(file)}\n`
    : `### ${pathText(file)}\n`;
  return [heading, ...(parts.length > 0 ? parts : ['Nothing is missing, and no past incident is similar.\n'])].join(
    '\n',
  );
}

function problemItem({ severity, line, message, help, rule }: Diagnostic): string {
  const kind = severity === 'error' ? 'Error' : 'Warning';
  return `- **${kind}** in line ${line}: ${messageText(`${message}. ${help}`)} (${codeText(rule)})\n`;
}

function reviewParts({ similar, unknown, actions }: Review): string[] {
  const recurs = 'If one of them happened again, add its id to `recurs`, otherwise to `related` or `unrelated`.';
  return [
    ...(similar.length > 0 ? [`**Similar past incidents.** ${recurs}\n`, similar.map(similarItem).join('')] : []),
    ...(unknown.length > 0 ? [`**Not known yet.** Add what you know: ${unknown.map(codeText).join(', ')}.\n`] : []),
    ...actionLine(actions),
  ];
}

function similarItem({ postmortem, found, address }: Review['similar'][number]): string {
  const { id, title, started, actions } = postmortem;
  const name = address ? `[${markdownText(title)}](${address})` : markdownText(title);
  const overlap = found.sameError
    ? `The same error: ${codeText(quote(found.sameError).slice(1, -1))}.`
    : `Both have ${found.shared.map(markdownText).join(', ')}.`;
  const open = actions.filter(({ status }) => status === 'open').length;
  const promised =
    open > 0 ? ` ${open} of its ${countOf(actions.length, 'action item')} ${open === 1 ? 'is' : 'are'} open.` : '';
  return `- ${name}, ${formatDay(localDate(started))}\\\n  ${codeText(id)}\\\n  ${overlap}${promised}\n`;
}

function actionLine({ total, withoutOwner, withoutDue, withoutStatus }: Review['actions']): string[] {
  if (total === 0) return ['**Action items.** There are none. What would prevent it from happening again?\n'];
  const gaps = [
    [withoutOwner, 'without an owner'],
    [withoutDue, 'without a due date'],
    [withoutStatus, 'without a status'],
  ] as const;
  const said = gaps.flatMap(([count, text]) => (count > 0 ? [`${count} ${text}`] : []));
  return said.length > 0 ? [`**Action items.** ${said.join(', ')}, of ${total}.\n`] : [];
}

// Longer paths would fill the comment.
const MAX_PATH = 200;

function pathText(file: string): string {
  return codeText(file.length > MAX_PATH ? `…${file.slice(1 - MAX_PATH)}` : file);
}
