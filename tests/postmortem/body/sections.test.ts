import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { kindOf, sectionsOf } from '../../../src/postmortem/body/sections.ts';

describe('kindOf', () => {
  test.each([
    ['Summary', 'summary'],
    ['TL;DR', 'summary'],
    ['Issue Summary:', 'summary'],
    ['1. Root Cause and Resolution', 'root-cause'],
    ['Corrective and Preventative  Measures', 'actions'],
    ['Where we got lucky', 'lessons'],
    ['Attendees', undefined],
    ['', undefined],
  ])('%j is %s', (title, kind) => expect(kindOf(title)).toBe(kind));

  // Removing final colons with backtracking would take hours.
  test('a heading of a million colons has no kind', () => {
    expect(kindOf(`Timeline${':'.repeat(1_000_000)}a`)).toBeUndefined();
  });
});

test('sectionsOf returns the content of each section, and subsections inherit the kind', () => {
  const markdown =
    'Lead\n\n## Action items\n\nA\n\n### Short term\n\nB\n\n# Summary\n\nC\n\n## Attendees\n\nD\n\n# Stats\n\nE';
  const sections = sectionsOf(unified().use(remarkParse).parse(markdown));
  expect(sections.map(({ kind, title, content }) => [kind, title, content.length])).toEqual([
    ['actions', 'Action items', 1],
    ['actions', 'Short term', 1],
    ['summary', 'Summary', 1],
    ['summary', 'Attendees', 1],
    [undefined, 'Stats', 1],
  ]);
});
