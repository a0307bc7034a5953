import { quote } from '../../diagnostics/quote.ts';
import type { Finding } from '../../diagnostics/rules.ts';
import type { Reason } from '../body/timeline/unread.ts';
import { EXAMPLE_ZONES } from '../time/zones.ts';
import type { RuleContext } from './context.ts';

/** Reports what is not understood in a timeline, once for each section; the page shows it as written. */
export function unreadableTimeline({ timeline, lineInFile }: RuleContext): Finding[] {
  return timeline.unread.map(({ text, line, count, total, reasons }) => {
    const told = reasons.map(explain);
    const isOther = reasons.some(({ kind }) => kind === 'incidents');
    const share = count > 1 && !isOther ? `; ${count} of ${total} lines of this timeline are not understood` : '';
    return {
      rule: 'unreadable-timeline',
      place: lineInFile(line),
      message: `Unexpected ${isOther ? 'second incident ' : ''}${quote(text)}, expected ${told[0]?.expected}${share}`,
      help: [...new Set(told.map(({ help }) => help))].join(' '),
    };
  });
}

function explain(reason: Reason): { expected: string; help: string } {
  if (reason.kind === 'incidents') {
    const help = 'Write one postmortem for each incident; without that, the page shows the timelines as written.';
    return { expected: 'the timeline of one incident', help };
  }
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
