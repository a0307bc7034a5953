import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';
import { diagnose } from '../../diagnostics/rules.ts';
import { formatForComparison } from '../../postmortem/time/format.ts';
import { isBefore } from '../../postmortem/time/timestamp.ts';
import type { ArchiveRuleContext } from './context.ts';

/** Reports ids under `recurs` of incidents that started later. Two starts known only by their day may be equal. */
export function laterRecurrence({ documents, byId }: ArchiveRuleContext): Diagnostic[] {
  return documents.flatMap(({ id, file, frontmatter, placeOf }) =>
    (frontmatter.recurs ?? []).flatMap((other, index) => {
      const earlier = byId.get(other)?.frontmatter.started;
      const started = frontmatter.started;
      if (!earlier || !started || other === id) return [];
      const sameDay = earlier.precision !== 'time' || started.precision !== 'time';
      if (sameDay ? !isBefore(started, earlier) : isBefore(earlier, started)) return [];
      const message = `Unexpected ${quote(other)} under \`recurs\`: it started at ${formatForComparison(earlier, started)}, this one at ${formatForComparison(started, earlier)}`;
      const help = `Declare it in \`${other}\` instead, or correct \`started\`.`;
      return [diagnose(file, { rule: 'later-recurrence', place: placeOf(['recurs', index]), message, help })];
    }),
  );
}
