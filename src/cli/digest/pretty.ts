import { styleText } from 'node:util';
import type { Digest } from '../../archive/export/digest.ts';
import { ordinalTime, VERDICT_LABELS, verdictSentence } from '../../archive/recurrence/verdicts.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { formatDay } from '../../postmortem/time/format.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import {
  byLater,
  counted,
  firstLines,
  missingData,
  openThen,
  overdueWords,
  quarterName,
  quarterRows,
} from './words.ts';

/** The digest for a terminal; `colour` adds its escapes, none of the documents' own gets through. */
export function formatDigestPretty(digest: Digest, colour: boolean): string {
  const bold = (text: string) => (colour ? styleText('bold', text, { validateStream: false }) : text);
  const parts = partsOf(digest).map(([heading, ...lines]) => {
    return [bold(visibleLine(heading)), ...lines.map(visibleLine)].map((line) => `${line}\n`).join('');
  });
  return parts.join('\n');
}

/** The lines of each part; the first one is its heading. */
function partsOf(digest: Digest): [heading: string, ...lines: string[]][] {
  const { quarter, before } = digest;
  const rows = quarterRows(digest);
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    [`${digest.title}, ${formatDay(digest.asOf)}`],
    [
      digest.overdue.length > 0 ? counted(digest.overdue.length, 'overdue action') : 'No action is overdue',
      ...firstLines(digest.overdue, '  ', (promise) => [
        `  ${promise.action.title}`,
        `    ${overdueWords(promise)}, from ${promise.postmortem.id}`,
      ]),
    ],
    [
      digest.recurrences.length > 0 ? counted(byLater(digest.recurrences).length, 'recurrence') : 'Nothing came back',
      ...firstLines(byLater(digest.recurrences), '  ', (rows) => [
        ...rows.slice(0, 1).map(({ later, occurrence }) => `  ${later.id}, ${ordinalTime(occurrence)}: ${later.title}`),
        ...rows.flatMap((row) => [
          `    after ${row.earlier.id} of ${formatDay(localDate(row.earlier.started))}`,
          `      ${VERDICT_LABELS[row.verdict]}. ${verdictSentence(row)}`,
          ...openThen(row).map((title) => `      - ${title}`),
        ]),
      ]),
    ],
    [
      missingData(digest).length > 0 ? 'Not known' : 'Nothing is unknown',
      ...missingData(digest).map(
        ([name, { length }]) => `  ${name} of ${length} of ${counted(digest.incidents, 'incident')}`,
      ),
    ],
    [
      `${quarterName(quarter)} so far, and ${quarterName(before)}`,
      ...rows.map(([name, now, then]) => `  ${name.padEnd(width)}  ${now.padStart(9)}  ${then.padStart(9)}`),
    ],
  ];
}
