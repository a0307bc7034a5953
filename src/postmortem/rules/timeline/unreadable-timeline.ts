import { quote } from '../../../diagnostics/quote.ts';
import type { Finding } from '../../../diagnostics/rules.ts';
import type { Reason } from '../../body/timeline/unread.ts';
import { EXAMPLE_ZONES } from '../../time/zones.ts';
import type { RuleContext } from '../context.ts';

/** Reports what is not understood in a timeline, once for each section; the page shows it as written. */
export function unreadableTimeline({ timeline, lineInFile }: RuleContext): Finding[] {
  return timeline.unread.flatMap(({ text, line, count, total, reasons }): Finding[] => {
    const told = reasons.flatMap((reason) => (reason.kind === 'incidents' ? [] : explain(reason)));
    // The rule `several-incidents` reports it.
    if (told.length === 0) return [];
    const share = count > 1 ? `; ${count} of ${total} lines of this timeline are not understood` : '';
    const message = `Unexpected ${quote(text)}, expected ${told[0]?.expected}${share}`;
    const help = [...new Set(told.map(({ help }) => help))].join(' ');
    return [{ rule: 'unreadable-timeline', place: lineInFile(line), message, help }];
  });
}

function explain(reason: Exclude<Reason, { kind: 'incidents' }>): { expected: string; help: string } {
  if (reason.kind === 'date') {
    const expected = `a date with one reading, not ${reason.dates.map(quote).join(' or ')}`;
    return { expected, help: 'Write dates as `YYYY-MM-DD`.' };
  }
  if (reason.kind === 'zone') {
    const [name = ''] = reason.name.split(',');
    const example = `zones: { ${name}: ${EXAMPLE_ZONES[name] ?? 'Europe/Paris'} }`;
    const help = `Write the zone as its offset, such as \`+02:00\`, or set what it means in archive.yml, such as \`${example}\`.`;
    return { expected: `a zone with one meaning, not ${quote(reason.name)}`, help };
  }
  if (reason.kind === 'no-start') {
    return {
      expected: 'a clock time in `started`',
      help: 'Add the clock time to `started`, or write when it happened.',
    };
  }
  if (reason.kind === 'no-day') {
    return { expected: 'a day above it', help: 'Write the day above the first entries, as above the others.' };
  }
  const help = 'Start each entry with its time. Lines without one are shown as written, but not drawn.';
  return { expected: 'a time such as `15:45` or `2024-04-15 15:45 UTC` at its start', help };
}
