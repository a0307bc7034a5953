import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { localDate } from '../time/timestamp.ts';
import type { DatedRuleContext } from './context.ts';

/** Reports action items that are due or done before the incident started, or done in the future. */
export function actionDates({ actions, frontmatter, asOf, lineInFile }: DatedRuleContext): Finding[] {
  const startDate = frontmatter.started && localDate(frontmatter.started);
  return actions.flatMap(({ title, status, due, done, line }): Finding[] => {
    if (status === 'dropped') return [];
    const beforeIncident = (name: 'due' | 'done', day: string | undefined) =>
      startDate && day && day < startDate ? [{ name, day, reason: `before the incident started on ${startDate}` }] : [];
    // When `asOf` is before the incident, every date is in the future.
    const inFuture =
      done && asOf && done > asOf && (startDate ?? '') <= asOf
        ? [{ name: 'done', day: done, reason: 'which is in the future' }]
        : [];
    return [...beforeIncident('due', due), ...beforeIncident('done', done), ...inFuture].map(
      ({ name, day, reason }) => ({
        rule: 'action-dates',
        // Both dates may be the same, so the search starts at the annotation, if there is one.
        place: lineInFile(line, day, lineInFile(line, `${name}:${day}`).column),
        message: `Unexpected ${name} date ${day} of action item ${quote(title)}, ${reason}`,
        help: 'Correct the date, or `started`.',
      }),
    );
  });
}
