import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { frontmatterJsonSchema } from '../../../src/postmortem/frontmatter/json-schema.ts';
import { splitDocument } from '../../../src/postmortem/frontmatter/split.ts';
import { validateFrontmatter } from '../../../src/postmortem/frontmatter/validate.ts';
import { parseDuration } from '../../../src/postmortem/time/duration.ts';
import { parseTimestamp } from '../../../src/postmortem/time/parse-timestamp.ts';
import { frontmatterLines } from '../../tools/archives/frontmatter.ts';

const vocabulary = {
  severities: ['sev1', 'sev2'],
  causes: ['config-change', 'unknown'],
  fields: {
    ...{ customer: 'text' as const, regions: 'list' as const, affected: 'number' as const },
    ...{ reviewed: 'date' as const, channel: 'link' as const },
  },
};
const schema = frontmatterJsonSchema(vocabulary, { customer: { label: 'Customer', description: 'Who called.' } });
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
const isValid = ajv.compile(schema);

function verdicts(yaml: string): { schema: boolean; build: boolean } {
  const { frontmatter } = validateFrontmatter(splitDocument(`---\n${yaml}---\n`, 'a.md'), 'a.md', vocabulary);
  return { schema: isValid(parse(yaml)), build: frontmatter !== undefined };
}

describe('frontmatterJsonSchema', () => {
  test.each([
    {},
    { started: '2024-04-15 15:45+02:00', duration: 'PT2H' },
    { started: '2024-04-15', duration: '3d 4h' },
    { started: '2024-04-15 15:45 UTC', resolved: '2024-04-15 17:45 +0000', duration: '2 hours' },
    { started: '2024-04-15 07:45 PST', resolved: '2024-04-15 19:45 Europe/Berlin', duration: '2.0 Stunden' },
    { resolved: undefined, duration: 'unknown' },
    { impact: '30%' },
    { impact: 'unknown' },
    { impact: 'none' },
    { commander: 'Jane Doe', roles: '{scribe: [Ann, Bob]}' },
    { commander: '', roles: '' },
    { started: '2024-04', resolved: '2024-05', duration: 'unknown' },
    { detectedAfter: '5m', acknowledgedAfter: '10 minutes', mitigatedAfter: '' },
    { kind: 'near-miss', impact: undefined, resolved: undefined },
    { kind: 'near-miss', impact: '', duration: '', resolved: undefined },
    { impact: '~30%' },
    { impact: '<1% of logins' },
    { impact: '305 customers' },
    { impact: '4000 EUR' },
    { impact: '{percent: <1%, customers: "~300", money: 4000 EUR}' },
    { impact: '{percent: 12.5, of: login requests}' },
    { severity: '', detected: '', services: '', tags: '[a, b]' },
    { links: '[{title: Status, url: "https://status.example.com/ö"}]' },
    { links: '[{title: Wiki, url: "http://wiki:8080/x"}, {title: Host, url: "https://10.0.0.1/x"}]' },
    { links: '[{title: Here, url: "HTTP://localhost/"}, {title: IPv6, url: "http://[::1]:3000/x"}]' },
    { customer: 'Acme', regions: '[eu, us]' },
    { affected: '12.5', reviewed: '2024-04-15', channel: 'http://wiki:8080/x' },
    { affected: '-0', reviewed: '', channel: '' },
  ])('accepts, like the build, %j', (changes) => {
    expect(verdicts(frontmatterLines(changes))).toEqual({ schema: true, build: true });
  });

  test.each([
    { title: undefined },
    { title: '" "' },
    { cause: 'gremlins' },
    { cause: '' },
    { started: '15:45' },
    { started: '2024-04-15T15:45' },
    { started: '2024-13-15' },
    { impact: '130' },
    { impact: '"130%"' },
    { impact: 'many' },
    { commander: '12' },
    { roles: '{scribe: []}' },
    { roles: 'Ann' },
    { detectedAfter: 'soon' },
    { impact: undefined },
    { impact: '' },
    { kind: 'accident' },
    { impact: '{of: users}' },
    { impact: '{customers: many}' },
    { impact: '{customers: -3}' },
    { impact: '{percent: 30, off: users}' },
    { duration: '2 moons' },
    { started: '2024-04-15 15:45 nowhere' },
    { severity: 'sev9' },
    { services: 'auth' },
    { links: '[{title: Mail, url: "mailto:a@example.com"}]' },
    { links: '[{title: Nowhere, url: "https://"}]' },
    { links: '[{title: Wiki, url: "wiki:8080/x"}]' },
    { regions: 'eu' },
    { affected: '12 users' },
    { affected: '"12"' },
    { reviewed: '2024-04' },
    { reviewed: '2024-13-15' },
    { channel: 'wiki' },
    { channel: '"javascript:alert(1)"' },
    { colour: 'red' },
  ])('rejects, like the build, %j', (changes) => {
    expect(verdicts(frontmatterLines(changes))).toEqual({ schema: false, build: false });
  });

  test('requires a duration unless it can be computed from two clock times', () => {
    expect(isValid(parse(frontmatterLines({ resolved: undefined })))).toBe(false);
    expect(isValid(parse(frontmatterLines({ resolved: '2024-04-15' })))).toBe(false);
    expect(isValid(parse(frontmatterLines({ resolved: undefined, duration: '' })))).toBe(false);
  });

  test('accepts clock times without an offset when the archive has a time zone', () => {
    const zoned = ajv.compile(frontmatterJsonSchema({ ...vocabulary, timezone: 'Europe/Berlin' }, {}));
    expect(zoned(parse(frontmatterLines({ started: '2024-04-15 15:45' })))).toBe(true);
  });

  test('describes every key', () => {
    const undescribed = Object.entries(schema.properties ?? {}).filter(
      ([, property]) => typeof property === 'boolean' || !property.description,
    );
    expect(undescribed).toEqual([]);
    expect(schema.properties?.customer).toMatchObject({ title: 'Customer', description: 'Who called.' });
  });

  const pieces = fc.constantFrom(
    '1',
    '20',
    'd',
    'h',
    'm',
    'min',
    ' hours',
    ' Minuten',
    '.5',
    ', ',
    ' and ',
    ' ',
    'P',
    'T',
    'H',
    'M',
    'D',
    'unknown',
  );
  const property = (key: string) =>
    new RegExp(String((schema.properties?.[key] as { pattern?: string } | undefined)?.pattern));

  test('accepts the same durations as the parser', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const known = text.trim() === 'unknown' || parseDuration(text) !== undefined;
        expect(property('duration').test(text)).toBe(known);
      }),
      { numRuns: 3000 },
    );
  });

  test('accepts the same times as the parser', () => {
    const parts = fc.tuple(
      fc.constantFrom('2024-04-15', '2023-12-01', '2024-04', '2024-13', '2024-00-10', '24-04-15'),
      fc.constantFrom('', 'T', ' ', 't'),
      fc.constantFrom('', '15:45', '25:00', '15:45:10', '15:45:60', '23:59:59.123', '15:61'),
      fc.constantFrom(
        '',
        'Z',
        ' Z',
        'z',
        '+02:00',
        '-23:59',
        '+24:00',
        '+0200',
        ' UTC',
        ' PST',
        ' XYZ',
        ' UTC+2',
        ' UTC+20',
      ),
    );
    fc.assert(
      fc.property(parts, (values) => {
        const text = values.join('');
        const time = parseTimestamp(text);
        expect([text, property('started').test(text)]).toEqual([text, typeof time === 'object']);
      }),
      { numRuns: 3000 },
    );
  });
});
