import type { Digest } from '../../archive/export/digest.ts';
import { ordinalTime, VERDICT_LABELS, verdictSentence } from '../../archive/recurrence/verdicts.ts';
import { countOf } from '../../diagnostics/count.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { splitAtTickets, type TextPart } from '../../postmortem/tickets.ts';
import { formatDay } from '../../postmortem/time/format.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { markdownText } from '../markdown-text.ts';
import type { AddressOf } from './json.ts';
import {
  byLater,
  firstLines,
  joinFirst,
  missingData,
  openActions,
  overdueText,
  quarterName,
  quarterRows,
  unknownStatus,
} from './words.ts';

/** Formats a digest as Markdown, for mail or chat. Postmortems are links if the site's address is known. */
export function formatDigestMarkdown(digest: Digest, addressOf: AddressOf): string {
  const link = ({ id, title }: Postmortem) => {
    const address = addressOf(id);
    return address ? `[${markdownText(title)}](${address})` : `${markdownText(title)} (\`${id}\`)`;
  };
  const textWithTickets = (text: string) => splitAtTickets(text, digest.tickets).map(partText).join('').trim();
  const ticketOf = ({ ticket, title }: Digest['overdue'][number]['action']) =>
    ticket && !title.includes(ticket) ? `, ${textWithTickets(ticket)}` : '';
  const { quarter, before } = digest;
  const lines = [
    `# ${markdownText(digest.title)}, ${formatDay(digest.asOf)}`,
    '',
    `## ${digest.overdue.length > 0 ? countOf(digest.overdue.length, 'overdue action item') : 'No overdue action items'}`,
    '',
    ...firstLines(digest.overdue, '- ', (entry) => [
      `- **${textWithTickets(entry.action.title)}**, ${markdownText(overdueText(entry))}${ticketOf(entry.action)}, from ${link(entry.postmortem)}`,
    ]),
    '',
    `## ${digest.recurrences.length > 0 ? countOf(byLater(digest.recurrences).length, 'recurrence') : 'No recurrences'}`,
    '',
    ...firstLines(byLater(digest.recurrences), '- ', (rows) => [
      ...rows.slice(0, 1).map(({ later, occurrence }) => `- ${link(later)}, ${day(later)}, ${ordinalTime(occurrence)}`),
      ...rows.flatMap((row) => [
        `  - after ${link(row.earlier)}, ${day(row.earlier)}: **${VERDICT_LABELS[row.verdict]}.** ${verdictSentence(row)}`,
        ...openActions(row).map((title) => `    - ${textWithTickets(title)}`),
      ]),
    ]),
    '',
    `## ${missingData(digest).length + digest.unknownActions > 0 ? 'Missing data' : 'No missing data'}`,
    '',
    ...missingData(digest).map(([name, postmortems]) => {
      const share = `${postmortems.length} of ${countOf(digest.incidents, 'incident')}`;
      return `- Unknown ${name} in ${share}: ${joinFirst(postmortems, link)}`;
    }),
    ...unknownStatus(digest).map((line) => `- ${line.charAt(0).toUpperCase()}${line.slice(1)}`),
    '',
    `## ${quarterName(quarter)} so far`,
    '',
    `| | ${quarterName(quarter)} | ${quarterName(before)} |`,
    '| --- | ---: | ---: |',
    ...quarterRows(digest).map(([name, now, then]) => `| ${markdownText(name)} | ${now} | ${then} |`),
  ];
  // An empty section leaves a single blank line.
  return `${lines.filter((line, index) => line !== '' || lines[index - 1] !== '').join('\n')}\n`;
}

/** Escapes a part of a text, or links it if it is a ticket. */
function partText({ text, href }: TextPart): string {
  const [, lead = '', inner = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  const escaped = `${lead && ' '}${markdownText(inner)}${end && ' '}`;
  // Brackets would end the address.
  return href === undefined
    ? escaped
    : `[${escaped}](${new URL(href).href.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

function day({ started }: Postmortem): string {
  return formatDay(localDate(started));
}
