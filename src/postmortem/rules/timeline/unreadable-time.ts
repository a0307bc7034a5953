import { quote } from '../../../diagnostics/quote.ts';
import type { Finding } from '../../../diagnostics/rules.ts';
import type { RuleContext } from '../context.ts';

/** Reports timeline entries that start like a time, but not with a valid one. */
export function unreadableTime({ timeline, lineInFile }: RuleContext): Finding[] {
  return timeline.unreadable.map(({ text, line, skipped }) => {
    const [before, after] = skipped?.offsets ?? [];
    const [expected, help] = skipped
      ? [
          `a time that clocks in \`${skipped.zone}\` did not skip`,
          `Correct the time, or add its offset: \`${before}\` or \`${after}\`.`,
        ]
      : [
          'a time such as `15:45` or `2024-04-15 15:45 UTC`',
          'Start the entry with a time from 00:00 to 23:59 on a valid date. Write a zone as its offset, such as `+02:00`.',
        ];
    const message = `Unexpected time in ${quote(text)}, expected ${expected}`;
    return { rule: 'unreadable-time', place: lineInFile(line), message, help };
  });
}
