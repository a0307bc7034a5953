import { styleText } from 'node:util';
import type { Digest } from '../../archive/export/digest.ts';
import { ordinalTime, VERDICT_LABELS, verdictSentence } from '../../archive/recurrence/verdicts.ts';
import { countOf } from '../../diagnostics/count.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { formatDay } from '../../postmortem/time/format.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import {
  byLater,
  firstLines,
  missingData,
  openActions,
  overdueText,
  quarterName,
  quarterRows,
  unknownStatus,
} from './words.ts';

/** Formats a digest for a terminal. `color` adds escape sequences; those in documents are made visible. */
export function formatDigestPretty(digest: Digest, color: boolean): string {
  const bold = (text: string) => (color ? styleText('bold', text, { validateStream: false }) : text);
  const parts = partsOf(digest).map(([heading, ...lines]) => {
    return [bold(visibleLine(heading)), ...lines.map(visibleLine)].map((line) => `${line}\n`).join('');
  });
  return parts.join('\n');
}

/** Returns the lines of each part, of which the first is the heading. */
function partsOf(digest: Digest): [heading: string, ...lines: string[]][] {
  const { quarter, before } = digest;
  const rows = quarterRows(digest);
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    [`${digest.title}, ${formatDay(digest.asOf)}`],
    [
      digest.overdue.length > 0 ? countOf(digest.overdue.length, 'overdue action item') : 'No overdue action items',
      ...firstLines(digest.overdue, '  ', (entry) => [
        `  ${entry.action.title}`,
        `    ${overdueText(entry)}, from ${entry.postmortem.id}`,
      ]),
    ],
    [
      digest.recurrences.length > 0 ? countOf(byLater(digest.recurrences).length, 'recurrence') : 'No recurrences',
      ...firstLines(byLater(digest.recurrences), '  ', (rows) => [
        ...rows.slice(0, 1).map(({ later, occurrence }) => `  ${later.id}, ${ordinalTime(occurrence)}: ${later.title}`),
        ...rows.flatMap((row) => [
          `    after ${row.earlier.id} of ${formatDay(localDate(row.earlier.started))}`,
          `      ${VERDICT_LABELS[row.verdict]}. ${verdictSentence(row)}`,
          ...openActions(row).map((title) => `      - ${title}`),
        ]),
      ]),
    ],
    [
      missingData(digest).length + digest.unknownActions > 0 ? 'Missing data' : 'No missing data',
      ...missingData(digest).map(
        ([name, { length }]) => `  unknown ${name} in ${length} of ${countOf(digest.incidents, 'incident')}`,
      ),
      ...unknownStatus(digest).map((line) => `  ${line}`),
    ],
    [
      `${quarterName(quarter)} so far, and ${quarterName(before)}`,
      ...rows.map(([name, now, then]) => `  ${name.padEnd(width)}  ${now.padStart(9)}  ${then.padStart(9)}`),
    ],
  ];
}
