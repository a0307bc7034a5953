import { expect, test } from 'vitest';
import { draftOf, factsOf, type Options } from './draft.ts';

test.each<
  [what: string, text: string, note: [line: number, field: string, message: RegExp, option: RegExp], options?: Options]
>([
  [
    'a date with two readings',
    '# A\n\nDate: 03/04/2026\n',
    [3, 'started', /03\/04\/2026.*2026-04-03 or 2026-03-04/, /--date-order/],
  ],
  ['a time without a zone', '# A\n\nStart: 2024-02-01 09:00\n', [3, 'started', /09:00.*no zone/, /--timezone/]],
  [
    'a zone with several meanings',
    '# A\n\nStart: 2024-02-01 09:00 IST\n',
    [3, 'started', /IST has several meanings/, /--timezone/],
  ],
  [
    'a start before or after noon',
    '# A\n\nStart: 2024-02-01, 9:00 - 11:30 PM UTC\n',
    [3, 'started', /before or after noon/, /started/],
  ],
  [
    'two starts',
    '# A\n\nStart: 2024-02-01 09:00 UTC\n\nIncident start: 2024-02-03 09:00 UTC\n',
    [5, 'started', /two times/, /started/],
  ],
  [
    'a duration that disagrees with its times',
    '# A\n\nStart: 2024-02-01 09:00 UTC\nEnd: 2024-02-01 10:00 UTC\nDuration: 3 hours\n',
    [5, 'duration', /3 hours.*is 3h, but the times are 1h apart/, /duration/],
  ],
  ['a percentage without a subject', '# A\n\nDate: 2024-02-01\nImpact: 30%\n', [4, 'impact', /30%.*of what/, /impact/]],
  [
    'dollars of some country',
    '# A\n\nDate: 2024-02-01\nImpact: lost sales of $5,000\n',
    [4, 'impact', /“\$5,000” of which currency/, /money/],
  ],
  ['a bound', '# A\n\nDate: 2024-02-01\nImpact: up to 30% of users\n', [4, 'impact', /up to 30%.*bound/, /impact/]],
  [
    'several shares',
    '# A\n\nDate: 2024-02-01\n\n## Impact\n\n30% of users and 10% of orders failed.\n',
    [7, 'impact', /30% and 10%/, /impact/],
  ],
  [
    'two amounts of the same unit',
    '# A\n\nDate: 2024-02-01\nImpact: 12 customers, later 14 customers.\n',
    [4, 'impact', /“12 customers” and “14 customers”/, /impact/],
  ],
  [
    'a severity of another scale',
    '# A\n\nDate: 2024-02-01\nSeverity: high\n',
    [4, 'severity', /high.*sev1, sev2/, /archive\.yml/],
  ],
  [
    'an approximate time to detect',
    '# A\n\nDate: 2024-02-01\nTime to detect: about 5 minutes\n',
    [4, 'detectedAfter', /about 5 minutes/, /detectedAfter/],
  ],
  [
    'a time that does not exist',
    '# A\n\nDate: 2024-02-01\n\n## Timeline (UTC)\n\n- 3:50 PM alert\n- 4:OO PM fix\n',
    [8, 'timeline', /4:OO PM fix.*kept as text/, /text/],
  ],
  [
    'two incidents',
    '# A\n\n## Incident 1\n\n### Timeline\n\n- 2024-02-01 09:00 UTC a\n\n## Incident 2\n\n### Timeline\n\n- 2024-02-03 09:00 UTC b\n',
    [9, 'started', /Incident 2.*second incident/, /one file for each/],
  ],
  ['no date', '# A\n\nText.\n', [1, 'started', /no date/, /Date: YYYY-MM-DD/]],
])('notes %s', (_, text, [line, field, message, option], options) => {
  const note = draftOf(text, options).notes.find((each) => each.field === field);
  expect(note).toEqual({ line, field, message: expect.stringMatching(message), option: expect.stringMatching(option) });
});

test.each<[what: string, text: string, absent: string]>([
  ['of another scale', '# A\n\nDate: 2024-02-01\nSeverity: high\n', 'severity'],
  ['without a subject', '# A\n\nDate: 2024-02-01\nImpact: 30%\n', 'impact'],
  [
    'that contradicts the times',
    '# A\n\nStart: 2024-02-01 09:00 UTC\nEnd: 2024-02-01 10:00 UTC\nDuration: 3 hours\n',
    'duration',
  ],
  ['with two readings', '# A\n\nDate: 03/04/2026\n', 'started'],
  ['of an end whose zone is not known', '# A\n\nStart: 2024-02-01 23:30\nEnd: 00:30\n', 'resolved'],
  ['of CPU usage', '# A\n\nDate: 2024-02-01\n\n## Impact\n\nThe CPU was at 90% and requests failed.\n', 'impact'],
  ['of a document', '# A\n\nLast updated: 2024-02-01\n', 'started'],
  [
    'of the investigation',
    '# A\n\n## Timeline (UTC)\n\n- 2024-02-01 09:00 errors\n- 2024-02-01 09:30 Started looking\n',
    'resolved',
  ],
])('does not take a value %s', (_, text, absent) => {
  expect(factsOf(draftOf(text))).not.toHaveProperty(absent);
});
