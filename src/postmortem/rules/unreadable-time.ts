import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { OpenDocument } from '../parse.ts';

/** An entry that begins like a time can be read as one. */
export function unreadableTime({ timeline, lineInFile }: OpenDocument): Finding[] {
  return timeline.unreadable.map(({ text, line }) => ({
    rule: 'unreadable-time',
    place: lineInFile(line),
    message: `Unexpected time in ${quote(text)}, expected one such as \`15:45\` or \`2024-04-15 15:45 UTC\``,
    help: 'Begin the entry with a time of day from 00:00 to 23:59; for a zone, write its offset, such as `+02:00`.',
  }));
}
