import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { RuleContext } from './context.ts';

/** An entry that begins like a time can be read as one. */
export function unreadableTime({ timeline, lineInFile }: RuleContext): Finding[] {
  return timeline.unreadable.map(({ text, line, skipped }) => {
    const [before, after] = skipped?.offsets ?? [];
    const [expected, help] = skipped
      ? [
          `one that clocks in \`${skipped.zone}\` showed: they were put forward over it`,
          `Correct the time, or write the offset that is meant behind it: \`${before}\` or \`${after}\`.`,
        ]
      : [
          'one such as `15:45` or `2024-04-15 15:45 UTC`',
          'Begin the entry with a time from 00:00 to 23:59, on a day of the calendar; for a zone, write its offset, such as `+02:00`.',
        ];
    const message = `Unexpected time in ${quote(text)}, expected ${expected}`;
    return { rule: 'unreadable-time', place: lineInFile(line), message, help };
  });
}
