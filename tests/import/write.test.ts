import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../src/archive/settings.ts';
import { makeDraft } from '../../src/import/draft.ts';
import { formatDraft } from '../../src/import/write.ts';
import { parseFrontmatter } from '../../src/postmortem/frontmatter/parse.ts';
import { splitDocument } from '../../src/postmortem/frontmatter/split.ts';
import { importSettings } from './draft.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((each) => !/[\p{Cc}\p{Cs}\uFEFF\uFFFE\uFFFF]/u.test(each));
const field = fc.record({
  key: fc.constantFrom('title', 'started', 'impact', 'cause', 'services', 'summary'),
  value: fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.record({ percent: fc.nat(100), of: text }), fc.nat()),
  comment: fc.oneof(text, fc.constantFrom('two\nlines', '# --- #', 'a: b'), fc.constant('from line 12')),
});
const lines = fc.array(fc.oneof(text, fc.constantFrom('', '---', '# Heading', '- item', '```', 'title: x')), {
  maxLength: 8,
});

test('parsing a formatted draft returns its values and its body', () => {
  fc.assert(
    fc.property(fc.uniqueArray(field, { selector: ({ key }) => key }), lines, lines, (fields, remarks, body) => {
      const written = formatDraft({ fields, remarks, body: body.join('\n') });
      const read = splitDocument(written, 'a.md');
      expect(read.data ?? {}).toEqual(Object.fromEntries(fields.map(({ key, value }) => [key, value])));
      expect(read.body?.replace(/^\n/, '')).toBe(body.join('\n').replace(/^\n/, ''));
    }),
  );
});

const PARTS = [
  ...[
    '# Login fails',
    'Postmortem: Login fails - 1 Feb 2024',
    '**Impact:**',
    'Impact: 30% of users',
    'Severity: SEV-2',
    '',
  ],
  ...[
    'Start: 2024-02-01 09:00 UTC',
    'End: 10:00',
    'Duration: 1 hour',
    'Duration: 9:00 - 11:00 PM UTC',
    'Date: 03/04/2024',
  ],
  ...[
    '## Timeline',
    'Timeline (PST):',
    '- 09:05 incident detected',
    '2024-02-01 09:10 CET: rollback',
    '- 4:OO PM fix',
    '25:00 x',
  ],
  ...[
    '| Field | Value |',
    '| --- | --- |',
    '| End | 2024-01-01 |',
    '## Action items',
    '- [ ] Add an alert @jane due:2024-03-01',
  ],
  ...[
    '---',
    'start_time: 2024-02-01T09:00:00Z',
    'duration_minutes: 95',
    'tags: [a, b]',
    'title: "x"',
    '```',
    'Root cause: a bug',
    ':',
  ],
];

describe('a document of any lines', () => {
  const document = fc
    .array(fc.oneof(fc.constantFrom(...PARTS), text), { maxLength: 30 })
    .map((each) => each.join('\n'));

  test('becomes a draft that passes the schema, or has no date', () => {
    const known = documentSettings(defaultSettings());
    fc.assert(
      fc.property(document, fc.constantFrom(undefined, 'Europe/Copenhagen'), (source, timezone) => {
        const draft = makeDraft({ name: 'notes.md', text: source }, importSettings({ ...(timezone && { timezone }) }));
        if ('reason' in draft) return;
        const { frontmatter, diagnostics } = parseFrontmatter(
          formatDraft(draft),
          { id: 'a', file: 'a.md', path: 'a.md' },
          known,
        );
        if (draft.day === undefined) expect(draft.notes.map((note) => note.field)).toContain('started');
        else expect([frontmatter === undefined, diagnostics]).toEqual([false, []]);
        expect(source.endsWith(draft.body)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
