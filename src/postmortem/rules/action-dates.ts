import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import { localDate } from '../time/time.ts';
import type { RuleContext } from './context.ts';

/** Nothing is due or done before the incident of which it came, and nothing is done on a day that is still to come. */
export function actionDates({ actions, frontmatter, settings: { asOf }, lineInFile }: RuleContext): Finding[] {
  const began = frontmatter.started && localDate(frontmatter.started);
  return actions.flatMap(({ title, state, due, done, line }): Finding[] => {
    if (state === 'dropped') return [];
    const early = (name: 'due' | 'done', day: string | undefined) =>
      began && day && day < began ? [{ name, day, why: `before the incident of ${began}` }] : [];
    // On a day before the incident itself, everything is still to come.
    const late =
      done && asOf && done > asOf && (began ?? '') <= asOf
        ? [{ name: 'done', day: done, why: 'which is still to come' }]
        : [];
    return [...early('due', due), ...early('done', done), ...late].map(({ name, day, why }) => ({
      rule: 'action-dates',
      // Both dates may be the same: from the mark on, where it is no cell.
      place: lineInFile(line, day, lineInFile(line, `${name}:${day}`).column),
      message: `Unexpected ${name} date ${day} of ${quote(title)}, ${why}`,
      help: 'Correct the date, or `started`.',
    }));
  });
}
