import { excerpt, type Note } from '../note.ts';
import type { TimeProblem } from '../times/resolve.ts';

/** Says why a time is not known, and what settles it. */
export function noteOnTime(field: string, problem: TimeProblem, { text, line }: { text: string; line: number }): Note {
  const [why, option] = reasonOf(problem, field);
  return { line, field, message: `${excerpt(text)}: ${why}`, option };
}

function reasonOf(problem: TimeProblem, field: string): [why: string, option: string] {
  const write = `write \`${field}\` yourself`;
  switch (problem.kind) {
    case 'order':
      return [`the date can be ${problem.dates.join(' or ')}`, '--date-order dmy or --date-order mdy'];
    case 'zone':
      return [
        `the zone ${problem.name} has several meanings`,
        `--timezone, or \`zones: {${problem.name}: …}\` in archive.yml`,
      ];
    case 'no-zone':
      return ['the time has no zone', '--timezone'];
    case 'no-year':
      return ['the date has no year', write];
    case 'no-day':
      return ['the time has no date', write];
    case 'half':
      return ['the start can be before or after noon', write];
    case 'clock-change':
      return ['clocks showed this time twice or never on that day', `${write}, with its offset`];
    case 'invalid':
      return ['the time does not exist', write];
  }
}
