import { expect, test } from 'vitest';
import { draftOf, factsOf } from './draft.ts';

/** A document with a timeline of entries such as `09:00 Text`, and lines about it. */
const document = (entries: readonly string[], ...lines: string[]) =>
  [
    '# Login fails',
    '## Timeline (UTC)',
    entries.map((entry) => `- ${/^\d{4}-/.test(entry) ? entry : `2024-02-01 ${entry}`}`).join('\n'),
    '## Stats',
    ...lines,
  ].join('\n\n');

const lasted = (text: string) => `Time to recovery: ${text}`;
const detectedAfter = (text: string) => `Time to detection: ${text}`;

type Times = Partial<Record<'detectedAfter' | 'started' | 'detected' | 'resolved' | 'duration', string>>;

test.each<[what: string, text: string, times: Times]>([
  [
    'the only entries that are as far apart as it lasted',
    document(['08:00 A', '09:00 B', '09:20 C', '10:05 D'], lasted('65 minutes')),
    { started: '09:00', resolved: '10:05', duration: '1h 5m' },
  ],
  [
    'the detection, at once',
    document(['08:00 A', '09:00 B', '10:05 D'], detectedAfter('0 minutes'), lasted('65 minutes')),
    { started: '09:00', detected: '09:00', resolved: '10:05', duration: '1h 5m' },
  ],
  [
    'nothing if several are as far apart',
    document(['08:00 A', '08:40 B', '09:05 C', '09:45 D'], lasted('65 minutes')),
    { started: '', duration: '1h 5m' },
  ],
  [
    'no times if the stated time to detect is that of no entry',
    document(['08:00 A', '09:00 B', '09:20 C', '10:05 D'], detectedAfter('7 minutes'), lasted('65 minutes')),
    { started: '', detectedAfter: '7m', duration: '1h 5m' },
  ],
  [
    'a time to recover that is counted from the detection',
    document(['08:00 A', '09:00 B', '09:20 C', '10:25 D'], detectedAfter('20 minutes'), lasted('65 minutes')),
    { started: '09:00', detected: '09:20', resolved: '10:25', duration: '1h 25m' },
  ],
  [
    'a long time that was counted not quite to the minute',
    document(['09:00 A', '17:03 B', '19:58 C', '2024-02-02 12:00 D'], detectedAfter('8 hours'), lasted('11 hours')),
    { started: '09:00', detected: '17:03', resolved: '19:58', duration: '10h 58m' },
  ],
  [
    'no end if two entries could be it',
    document(['09:00 A', '19:56 B', '20:03 C'], lasted('11 hours')),
    { started: '09:00', duration: '11h' },
  ],
  [
    'the only entries that are as far apart as it took to detect',
    document(['08:00 A', '09:00 B', '11:20 C', '12:00 D'], detectedAfter('140 minutes'), lasted('5 hours')),
    { started: '09:00', detected: '11:20', duration: '5h' },
  ],
  [
    'the first entry, if another follows after the time to detect',
    document(['09:00 A', '09:04 B', '11:00 C', '11:04 D'], detectedAfter('4 minutes'), lasted('5 hours')),
    { started: '09:00', detected: '09:04', duration: '5h' },
  ],
  [
    'the end after a start that is known',
    document(['09:00 A', '10:00 B', '11:05 C'], 'Start: 2024-02-01 10:00 UTC', lasted('65 minutes')),
    { started: '10:00', resolved: '11:05', duration: '1h 5m' },
  ],
  [
    'the beginning of the outage, not that of the declared incident',
    document(['08:50 A', '09:00 OUTAGE BEGINS', '09:10 Incident begins', '10:00 OUTAGE ENDS', '10:30 Incident ends']),
    { started: '09:00', resolved: '10:00', duration: '1h' },
  ],
  [
    'a first entry that starts failing',
    document(['09:00 Node starts reporting errors', '10:00 B']),
    { started: '09:00' },
  ],
  ['no later entry that starts failing', document(['08:00 A', '09:00 Node starts reporting errors']), { started: '' }],
  ['becoming aware', document(['08:00 A', '09:00 We became aware of it']), { started: '', detected: '09:00' }],
  [
    'a report as the first entry',
    document(['09:00 User reported errors', '10:00 B']),
    { started: '', detected: '09:00' },
  ],
  ['no later report', document(['08:00 A', '09:00 User reported errors']), { started: '' }],
  [
    'all systems working',
    document(['08:00 A', '09:00 All systems verified operational']),
    { started: '', resolved: '09:00' },
  ],
  [
    'no end that contradicts the duration',
    document(['09:00 Outage begins', '10:00 Incident resolved, but B', '15:00 C'], lasted('6 hours 40 minutes')),
    { started: '09:00', duration: '6h 40m' },
  ],
  [
    'headings with the text below them, in the zone of the first',
    '# Login fails\n\n## Timeline\n\n### 2024-02-01 09:00 UTC\n\nStart of incident. It fails.\n\n### 09:30\n\nIt works. Incident ends.\n',
    { started: '09:00', resolved: '09:30', duration: '30m' },
  ],
  [
    'days above the entries',
    '# Login fails\n\n## Timeline\n\nAll times in UTC.\n\n### 2024-02-01\n\n- 22:00 outage begins\n\n### 2024-02-02\n\n- 01:00 outage ends',
    { started: '22:00', resolved: '2024-02-02T01:00:00Z', duration: '3h' },
  ],
  [
    'no times below a day whose date is not known',
    '# Login fails\n\nDate: 2024-02-01\n\nDuration: 1 hour\n\n## Timeline (UTC)\n\n### Day 1\n\n- 08:00 A\n\n### Day 2\n\n- 09:00 B',
    { started: '', duration: '1h' },
  ],
])('finds %s', (_, text, times) => {
  const at = (time: string) => (time === '' ? '2024-02-01' : time.length > 5 ? time : `2024-02-01T${time}:00Z`);
  const { title: _title, ...found } = factsOf(draftOf(text));
  const expected = Object.entries(times).map(([key, value]) => [
    key,
    ['duration', 'detectedAfter'].includes(key) ? value : at(value),
  ]);
  expect(found).toEqual(Object.fromEntries(expected));
});

test('does not take an entry long before the others for the start', () => {
  const text = '# A\n\n## Timeline\n\n- 2020-01-01: Script written\n- 2024-02-01: It fails\n';
  const { day, notes } = draftOf(text);
  expect(day).toBeUndefined();
  expect(notes).toMatchObject([{ line: 5, field: 'started', message: expect.stringContaining('1492 days before') }]);
});
