import { expect, test } from 'vitest';
import { draftOf, factsOf, type Options } from './draft.ts';

const NINE_TO_TEN = { started: '2024-02-01T09:00:00Z', resolved: '2024-02-01T10:00:00Z', duration: '1h' };

test.each<[what: string, text: string, facts: Record<string, unknown>, options?: Options]>([
  [
    'labels with times',
    '# Login fails\n\nStart: 2024-02-01 09:00 UTC\nEnd: 2024-02-01 10:00 UTC\n',
    { title: 'Login fails', ...NINE_TO_TEN },
  ],
  [
    'bold labels in a list, with months by name',
    '# Login fails\n\n- **Start time:** Feb 1, 2024, 9:00 AM (UTC)\n- **End time:** Feb 1, 2024, 10:00 AM (UTC)\n',
    { title: 'Login fails', ...NINE_TO_TEN },
  ],
  [
    'a table of two columns',
    '# Login fails\n\n| Field | Value |\n| --- | --- |\n| Started | 2024-02-01T09:00:00Z |\n| Resolved | 2024-02-01T10:00:00Z |\n| Severity | SEV-2 (major) |\n| Affected services | login, billing API |\n',
    { title: 'Login fails', severity: 'sev2', ...NINE_TO_TEN, services: ['login', 'billing API'] },
  ],
  [
    'a table with one row',
    '# Login fails\n\n| Date | Duration | Sev |\n| --- | --- | --- |\n| 2024-02-01 | 95 min | sev1 |\n',
    { title: 'Login fails', severity: 'sev1', started: '2024-02-01', duration: '1h 35m' },
  ],
  [
    'a range behind the duration',
    '# Login fails\n\nDuration: February 1, 2024, 9:00 - 10:00 AM (UTC)\n',
    { title: 'Login fails', ...NINE_TO_TEN },
  ],
  [
    'a label on a line of its own',
    '# Login fails\n\nDate:\n2024-02-01\n\nDuration:\n1 hour and 5 minutes\n',
    { title: 'Login fails', started: '2024-02-01', duration: '1h 5m' },
  ],
  [
    'a sentence',
    'Postmortem: Login fails\n\nThe outage on February 1, 2024 lasted from 09:00 to 10:00 UTC.\n',
    { title: 'Login fails', ...NINE_TO_TEN },
  ],
  [
    'the date of a heading, and clock times in the zone that the timeline states',
    '# Login fails - 1 February 2024\n\nStart: 09:00\nEnd: 10:00\n\n## Timeline (UTC)\n\n- 09:00 first error\n',
    { title: 'Login fails - 1 February 2024', ...NINE_TO_TEN },
  ],
  [
    'the date in the name of the file',
    '# Login fails\n\nIt did.\n',
    { title: 'Login fails', started: '2024-02-01' },
    { name: '20240201-login.md' },
  ],
  [
    'the name of the file as the title',
    'Date: 2024-02-01\n',
    { title: 'login fails', started: '2024-02-01' },
    { name: '2024-02-01-login-fails.txt' },
  ],
  [
    'an end after midnight',
    '# Login fails\n\nStart: 2024-02-01 23:30 UTC\nEnd: 00:30 UTC\n',
    { title: 'Login fails', started: '2024-02-01T23:30:00Z', resolved: '2024-02-02T00:30:00Z', duration: '1h' },
  ],
  [
    'local times with a zone for the archive',
    '# Login fails\n\nStart: 2024-07-01 09:00\nEnd: 2024-07-01 10:00\n',
    {
      title: 'Login fails',
      started: '2024-07-01T09:00:00+02:00',
      resolved: '2024-07-01T10:00:00+02:00',
      duration: '1h',
    },
    { timezone: 'Europe/Copenhagen' },
  ],
  [
    'local times with an offset for the archive',
    '# Login fails\n\nStart: 2024-07-01 09:00\n\n## Timeline\n\n- 09:05 incident detected\n',
    { title: 'Login fails', started: '2024-07-01T09:00:00+02:00', detected: '2024-07-01T09:05:00+02:00' },
    { timezone: '+02:00' },
  ],
  [
    'days first, as the user says',
    '# Login fails\n\nDate: 03/04/2024\n',
    { title: 'Login fails', started: '2024-04-03' },
    { order: 'dmy' },
  ],
  [
    'months first, as the user says',
    '# Login fails\n\nDate: 03/04/2024\n',
    { title: 'Login fails', started: '2024-03-04' },
    { order: 'mdy' },
  ],
  [
    'years first, as the user says',
    '# Login fails\n\nDate: 24/04/03\n',
    { title: 'Login fails', started: '2024-04-03' },
    { order: 'ymd' },
  ],
  [
    'the order of days that another date shows',
    '# Login fails\n\nDate: 03/04/2024\n\n## Timeline\n\n- 31/03/2024 09:00 UTC first sign\n',
    { title: 'Login fails', started: '2024-04-03' },
  ],
  [
    'milestones of the timeline',
    '# Login fails\n\nStart: 2024-02-01 09:00 UTC\n\n## Timeline\n\n- 09:00 errors\n- 09:05 incident detected by an alert\n- 09:07 acknowledged the page\n- 09:40 issue mitigated\n- 10:00 incident resolved\n',
    {
      title: 'Login fails',
      ...NINE_TO_TEN,
      detected: '2024-02-01T09:05:00Z',
      acknowledged: '2024-02-01T09:07:00Z',
      mitigated: '2024-02-01T09:40:00Z',
    },
  ],
  [
    'the only entries that are as far apart as it lasted',
    '# Login fails\n\n## Timeline (UTC)\n\n- 2024-02-01 08:13 rollout\n- 2024-02-01 09:00 errors\n- 2024-02-01 09:20 alert\n- 2024-02-01 10:00 fine again\n\n## Stats\n\n- Time to recovery: 60 minutes\n- Time to detection: 20 minutes\n',
    { title: 'Login fails', ...NINE_TO_TEN, detected: '2024-02-01T09:20:00Z' },
  ],
  [
    'the day alone where the duration is approximate',
    '# Login fails\n\n## Timeline (UTC)\n\n- 2024-02-01 09:00 a\n- 2024-02-01 10:00 b\n\n## Stats\n\n- Duration: about an hour\n',
    { title: 'Login fails', started: '2024-02-01', duration: '1h' },
  ],
  [
    'the day alone where several entries are',
    '# Login fails\n\n## Timeline (UTC)\n\n- 2024-02-01 08:00 a\n- 2024-02-01 09:00 b\n- 2024-02-01 10:00 c\n\n## Stats\n\n- Duration: 60 minutes\n',
    { title: 'Login fails', started: '2024-02-01', duration: '1h' },
  ],
  [
    'a near miss, which has neither a duration nor an impact',
    '# Login nearly fails\n\nDate: 2024-02-01\nType: near miss\nDuration: 2 hours\n\n## Impact\n\nNone. It could have hit 300 users.\n',
    { title: 'Login nearly fails', kind: 'near-miss', started: '2024-02-01' },
  ],
  [
    'times to detect, acknowledge and mitigate',
    '# Login fails\n\nDate: 2024-02-01\nTTD: 5 min\nTime to acknowledge: 7 minutes\nTime to mitigate: 1 hour\nDuration: 2 hours\n',
    {
      ...{ title: 'Login fails', started: '2024-02-01', duration: '2h' },
      ...{ detectedAfter: '5m', acknowledgedAfter: '7m', mitigatedAfter: '1h' },
    },
  ],
  [
    'people and their roles',
    '# Login fails\n\nDate: 2024-02-01\nIncident commander: Jane Doe\nScribe: Bob, Kim\nComms lead: Ann\n',
    {
      ...{ title: 'Login fails', started: '2024-02-01', commander: ['Jane Doe'] },
      roles: { scribe: ['Bob', 'Kim'], communications: ['Ann'] },
    },
  ],
  ['a month', '# Login fails\n\nDate: May 2022\n', { title: 'Login fails', started: '2022-05' }],
  [
    'amounts in other units',
    '# Login fails\n\nDate: 2024-02-01\n\n## Impact\n\nAbout 1,200 failed requests and 305 users, at 40 requests per second. 2 of our 5 regions lost €4,000.\n',
    {
      ...{ title: 'Login fails', started: '2024-02-01' },
      impact: { requests: '~1200', users: 305, money: '4000 EUR' },
    },
  ],
  [
    'no money that only says what orders were worth',
    '# Login fails\n\nDate: 2024-02-01\n\n## Impact\n\nOrders worth about 41,000 USD were delayed.\n',
    { title: 'Login fails', started: '2024-02-01' },
  ],
  [
    'a share in the impact section',
    '# Login fails\n\nDate: 2024-02-01\n\n## Impact\n\nRoughly 30% of our users could not log in while the CPU was at 95%.\n',
    { title: 'Login fails', started: '2024-02-01', impact: { percent: 30, of: 'users' } },
  ],
  [
    'a share of what stands before it',
    'Incident report: Login fails\n\nDate: 2024-02-01\nImpact: checkout requests failed (12.5%)\n',
    { title: 'Login fails', started: '2024-02-01', impact: { percent: 12.5, of: 'requests' } },
  ],
  [
    'frontmatter in another vocabulary',
    '---\nincident_title: Login fails\nstart_time: 2024-02-01T09:00:00Z\ntime_to_resolve: 1h35m\nduration_minutes: 95\ncategories: [login, tls]\nseverity: SEV3\nauthor: Jane Doe\n---\nText.\n',
    {
      title: 'Login fails',
      severity: 'sev3',
      started: '2024-02-01T09:00:00Z',
      duration: '1h 35m',
      authors: ['Jane Doe'],
      tags: ['login', 'tls'],
    },
  ],
  [
    'frontmatter of Nevertwice',
    '---\ntitle: Login fails\nstatus: final\nstarted: 2024-02-01\nduration: 2h\nimpact: {percent: 5, of: logins}\ncause: capacity\ntrigger: deploy\n---\nText.\n',
    {
      title: 'Login fails',
      started: '2024-02-01',
      duration: '2h',
      impact: { percent: 5, of: 'logins' },
      cause: 'capacity',
      trigger: 'deploy',
    },
  ],
  [
    'German labels',
    '# Anmeldung gestört\n\n- **Beginn:** 01.02.2024, 10:00 Uhr (MEZ)\n- **Ende:** 01.02.2024, 11:30 Uhr (MEZ)\n- **Dauer:** 1 Std. 30 Min.\n- **Schweregrad:** SEV2\n- **Auswirkung:** 25 % der Anmeldungen schlugen fehl.\n- **Betroffene Dienste:** Anmeldung\n',
    {
      title: 'Anmeldung gestört',
      severity: 'sev2',
      started: '2024-02-01T10:00:00+01:00',
      resolved: '2024-02-01T11:30:00+01:00',
      duration: '1h 30m',
      impact: { percent: 25, of: 'Anmeldungen' },
      services: ['Anmeldung'],
    },
  ],
  [
    'one day in two zones',
    '# Login fails\n\nDate: 1 Feb 2024 (PST) / 2 Feb 2024 (UTC)\n',
    { title: 'Login fails', started: '2024-02-01' },
  ],
  [
    'a start with a remark',
    '# Login fails\n\nStart: 2024-02-01 09:00 UTC (reported), first errors at 09:10\n',
    { title: 'Login fails', started: '2024-02-01T09:00:00Z' },
  ],
  [
    'days from one to another',
    '# Login fails\n\nDate: 1 Feb 2024 - 2 Feb 2024\n',
    { title: 'Login fails', started: '2024-02-01', resolved: '2024-02-02' },
  ],
  [
    'German durations',
    '# Login fails\n\nDatum: 1.2.2024\nDauer: 2 Stunden und 5 Minuten\n',
    { title: 'Login fails', started: '2024-02-01', duration: '2h 5m' },
  ],
  [
    'a sentence that says what failed, and when',
    '# Login fails\n\n## Summary\n\nOn 2024-02-01 from 09:00 to 10:00 UTC all logins were rejected.\n',
    { title: 'Login fails', ...NINE_TO_TEN },
  ],
  [
    'a sentence with times of something else',
    '# Login fails\n\nDate: 2024-02-01\n\n## Summary\n\nWe deploy between 09:00 and 10:00 UTC.\n',
    { title: 'Login fails', started: '2024-02-01' },
  ],
  [
    'a severity in brackets',
    '# Login fails\n\nDate: 2024-02-01\nSeverity: Critical (SEV-1)\n',
    { title: 'Login fails', started: '2024-02-01', severity: 'sev1' },
  ],
  [
    'a severity among the tags',
    '# Login fails\n\nDate: 2024-02-01\nLabels: dns, sev2\n',
    { title: 'Login fails', started: '2024-02-01', severity: 'sev2', tags: ['dns', 'sev2'] },
  ],
  [
    'a severity in the timeline',
    '# Login fails\n\n## Timeline (UTC)\n\n- 2024-02-01 09:05 Sev1 ticket raised\n\n## Lessons\n\nWe had a sev2 too.\n',
    { title: 'Login fails', started: '2024-02-01', severity: 'sev1' },
  ],
  [
    'no severity of several in the timeline',
    '# Login fails\n\n## Timeline (UTC)\n\n- 2024-02-01 09:05 Sev 2 raised\n- 2024-02-01 09:15 Now sev 1\n',
    { title: 'Login fails', started: '2024-02-01' },
  ],
  [
    'a share before the reason, which is another thing',
    '# Login fails\n\nDate: 2024-02-01\n\n## Summary\n\nUploads failed for 12% of users, because the disk was full.\n',
    { title: 'Login fails', started: '2024-02-01', impact: { percent: 12, of: 'users' } },
  ],
  [
    'a share after a sentence about another thing',
    '# Login fails\n\nDate: 2024-02-01\n\nThe disk was nearly full. About 8% of write requests failed.\n',
    { title: 'Login fails', started: '2024-02-01', impact: { percent: 8, of: 'write requests' } },
  ],
  [
    'no share of a disk',
    '# Login fails\n\nDate: 2024-02-01\n\nIt failed at 12% of free disk space, a limit of 8% disk usage.\n',
    { title: 'Login fails', started: '2024-02-01' },
  ],
  [
    'a document whose title has only numbers and one other word',
    `# ${'1a '.repeat(60)}x\n\nDate: 2024-02-01\n`,
    { title: `${'1a '.repeat(60)}x`, started: '2024-02-01' },
  ],
])('finds facts in %s', (_, text, facts, options) => {
  const draft = draftOf(text, options);
  expect(factsOf(draft)).toEqual(facts);
});

test('says the line of each fact', () => {
  const { fields } = draftOf('---\nowner: ops\n---\n# Login fails\n\nDate: 2024-02-01\n');
  expect(fields.map(({ key, comment }) => [key, comment])).toEqual([
    ['title', 'from line 4'],
    ['status', undefined],
    ['started', 'from line 6'],
    ['duration', undefined],
    ['impact', undefined],
    ['cause', undefined],
  ]);
});

test('proposes a cause with its evidence, and leaves it unknown', () => {
  const { fields } = draftOf(
    '# Login fails\n\nDate: 2024-02-01\n\n## Root cause\n\nA TLS certificate expired. Nobody knew.\n',
  );
  expect(fields.find(({ key }) => key === 'cause')).toEqual({
    key: 'cause',
    value: 'unknown',
    comment: 'proposed: credential-expiry, from line 7: “A TLS certificate expired.”',
  });
});

test('keeps the keys that mean nothing here', () => {
  const { remarks } = draftOf('---\nstarted: 2024-02-01\ncost_center: 7\nrecurs: [old-id]\n---\nText.\n');
  expect(remarks).toEqual(['cost_center: 7', 'recurs:', '  - old-id']);
});

test('counts timeline entries and action items', () => {
  const text =
    '# Login fails\n\nStart: 2024-02-01 09:00 UTC\n\nTimeline:\n\n09:00 UTC: errors\n\n09:30 UTC: rollback\n\nTasks:\n\nAdd an alert for logins.\nTest the rollback.\n';
  const { timeline, actions } = draftOf(text);
  expect([timeline, actions.map(({ title }) => title)]).toEqual([
    2,
    ['Add an alert for logins.', 'Test the rollback.'],
  ]);
});
