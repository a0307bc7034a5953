import type { Digest } from '../../archive/export/digest.ts';
import { ordinalTime, VERDICT_LABELS, verdictSentence } from '../../archive/recurrence/verdicts.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { formatDay } from '../../postmortem/time/format.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { markdownText } from '../markdown-text.ts';
import type { AddressOf } from './json.ts';
import {
  byLater,
  counted,
  firstLines,
  firstOnLine,
  missingData,
  openThen,
  overdueWords,
  quarterName,
  quarterRows,
} from './words.ts';

/** The digest as Markdown, for a mail or a chat; postmortems are links where the site's address is known. */
export function formatDigestMarkdown(digest: Digest, addressOf: AddressOf): string {
  const link = ({ id, title }: Postmortem) => {
    const address = addressOf(id);
    return address ? `[${markdownText(title)}](${address})` : `${markdownText(title)} (\`${id}\`)`;
  };
  const { quarter, before } = digest;
  const lines = [
    `# ${markdownText(digest.title)}, ${formatDay(digest.asOf)}`,
    '',
    `## ${digest.overdue.length > 0 ? counted(digest.overdue.length, 'overdue action') : 'No action is overdue'}`,
    '',
    ...firstLines(digest.overdue, '- ', (promise) => [
      `- **${markdownText(promise.action.title)}**, ${markdownText(overdueWords(promise))}, from ${link(promise.postmortem)}`,
    ]),
    '',
    `## ${digest.recurrences.length > 0 ? counted(byLater(digest.recurrences).length, 'recurrence') : 'Nothing came back'}`,
    '',
    ...firstLines(byLater(digest.recurrences), '- ', (rows) => [
      ...rows.slice(0, 1).map(({ later, occurrence }) => `- ${link(later)}, ${day(later)}, ${ordinalTime(occurrence)}`),
      ...rows.flatMap((row) => [
        `  - after ${link(row.earlier)}, ${day(row.earlier)}: **${VERDICT_LABELS[row.verdict]}.** ${verdictSentence(row)}`,
        ...openThen(row).map((title) => `    - ${markdownText(title)}`),
      ]),
    ]),
    '',
    `## ${missingData(digest).length > 0 ? 'Not known' : 'Nothing is unknown'}`,
    '',
    ...missingData(digest).map(([name, postmortems]) => {
      const share = `${postmortems.length} of ${counted(digest.incidents, 'incident')}`;
      return `- The ${name} of ${share}: ${firstOnLine(postmortems, link)}`;
    }),
    '',
    `## ${quarterName(quarter)} so far`,
    '',
    `| | ${quarterName(quarter)} | ${quarterName(before)} |`,
    '| --- | ---: | ---: |',
    ...quarterRows(digest).map(([name, now, then]) => `| ${markdownText(name)} | ${now} | ${then} |`),
  ];
  // An empty section leaves one line, not two.
  return `${lines.filter((line, index) => line !== '' || lines[index - 1] !== '').join('\n')}\n`;
}

function day({ started }: Postmortem): string {
  return formatDay(localDate(started));
}
