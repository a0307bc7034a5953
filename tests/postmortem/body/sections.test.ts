import { describe, expect, test } from 'vitest';
import { promoteHeadings } from '../../../src/postmortem/body/bold-headings.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { kindOf, kindsOf, splitRemark } from '../../../src/postmortem/body/section-names.ts';
import { sectionsOf } from '../../../src/postmortem/body/sections.ts';

describe('kindOf', () => {
  test.each([
    ['Summary', 'summary'],
    ['TL;DR', 'summary'],
    ['Issue Summary:', 'summary'],
    ['Executive summary', 'summary'],
    ['What happened?', 'summary'],
    ['1. Root Cause and Resolution', 'root-cause'],
    ['2.1) Root cause(s)', 'root-cause'],
    ['Why did it happen?', 'root-cause'],
    ['The five whys', 'root-cause'],
    ['5 Whys', 'root-cause'],
    ['Corrective and Preventative  Measures', 'actions'],
    ['Corrective and Preventative Measure(s):', 'actions'],
    ['Next Steps', 'actions'],
    ['Follow-up improvements', 'actions'],
    ['Short-term corrective actions', 'actions'],
    ['Corrective Actions Applied', 'actions'],
    ['4. Action Items & Preventive Measures', 'actions'],
    ['What we are changing', 'actions'],
    ['Actions taken', undefined],
    ['Steps', undefined],
    ['Reproduction steps', undefined],
    ['2. Chronological Incident Timeline (All times UTC)', 'timeline'],
    ['Follow-up timeline', 'timeline'],
    ['Project timeline', undefined],
    ['What we’re doing about it', 'actions'],
    ['How are we preventing it from happening again?', 'actions'],
    ['🛠 Action items', 'actions'],
    ['1️⃣ Action items', 'actions'],
    [':memo: Action items', 'actions'],
    ['ACTION ITEMS', 'actions'],
    ['Where we got lucky', 'lessons'],
    ['What didn’t go well', 'lessons'],
    ['Timeline (UTC)', 'timeline'],
    ['Timeline [all times PST]:', 'timeline'],
    ['Timeline - all times in CET', 'timeline'],
    ['III. Sequence of events', 'timeline'],
    ['Incident log', 'timeline'],
    ['Who was affected?', 'impact'],
    ['How we found out', 'detection'],
    ['Resolution & Recovery', 'resolution'],
    ["What's next?", 'actions'],
    ["What we're doing now", 'actions'],
    ['What are we doing to make sure it does not fail again?', 'actions'],
    ['What we will do differently', 'actions'],
    ['How do we prevent this from happening again?', 'actions'],
    ['Preventing this in the future', 'actions'],
    ['Remediation and follow-up steps', 'actions'],
    ['Zeitlicher Ablauf', 'timeline'],
    ['What could have prevented this?', undefined],
    ['How could this have been prevented?', undefined],
    ['What we do', undefined],
    ['What we did', undefined],
    ['What prevented this from being worse', undefined],
    ['Attendees', undefined],
    ['Timeline of the migration project', undefined],
    ['', undefined],
  ])('%j is %s', (title, kind) => expect(kindOf(title)).toBe(kind));

  test.each<[string, string[]]>([
    ['Impact and timeline', ['impact', 'timeline']],
    ['Severity & impact', ['impact']],
    ['Lessons learned and future improvements', ['lessons', 'actions']],
    ['Lessons / Follow-up', ['lessons', 'actions']],
    ['Impact and attendees', []],
  ])('%j names %j', (title, kinds) => expect(kindsOf(title)).toEqual(kinds));

  test('knows names of the archive', () => {
    const names = { timeline: ['déroulement'], actions: ['mesures'] };
    expect(['3. Déroulement (UTC)', 'MESURES', 'Mesures :', 'Timeline'].map((title) => kindOf(title, names))).toEqual([
      ...['timeline', 'actions', 'actions', 'timeline'],
    ]);
  });

  // Removing final colons with backtracking would take hours.
  test('a heading of a million colons has no kind', () => {
    expect(kindOf(`Timeline${':'.repeat(1_000_000)}a`)).toBeUndefined();
  });
});

test.each([
  ['Timeline (UTC)', 'Timeline', 'UTC'],
  ['Timeline [all times PST]:', 'Timeline', 'all times PST'],
  ['Timeline – UTC-8', 'Timeline', 'UTC-8'],
  ['Root cause(s)', 'Root cause(s)', undefined],
  ['Follow-up', 'Follow-up', undefined],
])('splitRemark splits %j', (title, name, remark) =>
  expect(splitRemark(title)).toEqual({ name, ...(remark && { remark }) }),
);

describe('sectionsOf', () => {
  const kindsIn = (markdown: string) => {
    const tree = parseMarkdown(markdown);
    promoteHeadings(tree);
    return sectionsOf(tree).map(({ kinds, title, content }) => [kinds.join(' '), title, content.length]);
  };

  test('returns the content of each section, and subsections inherit the kind', () => {
    expect(
      kindsIn(
        'Lead\n\n## Action items\n\nA\n\n### Short term\n\nB\n\n# Summary\n\nC\n\n## Attendees\n\nD\n\n# Stats\n\nE',
      ),
    ).toEqual([
      ['actions', 'Action items', 1],
      ['actions', 'Short term', 1],
      ['summary', 'Summary', 1],
      ['summary', 'Attendees', 1],
      ['', 'Stats', 1],
    ]);
  });

  test('treats common names within a timeline and action items as groups', () => {
    expect(
      kindsIn(
        '# Timeline\n\n## Detection\n\nA\n\n## Resolution\n\nB\n\n# Next steps\n\n## Mitigation\n\nC\n\n## Lessons\n\nD',
      ),
    ).toEqual([
      ['timeline', 'Timeline', 0],
      ['timeline', 'Detection', 1],
      ['timeline', 'Resolution', 1],
      ['actions', 'Next steps', 0],
      ['actions', 'Mitigation', 1],
      ['lessons', 'Lessons', 1],
    ]);
  });

  test('finds a timeline that no heading names', () => {
    const list = '- 10:00 A\n- 10:05 B\n- 10:10 C';
    const table = '| When | What |\n| - | - |\n| 10:00 | A |\n| 10:05 | B |\n| 10:10 | C |';
    expect(kindsIn(`# What happened, step by step\n\n${list}`)).toEqual([
      ['timeline', 'What happened, step by step', 1],
    ]);
    expect(kindsIn(`# What happened\n\n${table}`)).toEqual([['summary timeline', 'What happened', 1]]);
    expect(kindsIn(`# Timeline\n\n${table}\n\n# Log\n\n${list}`).map(([kinds]) => kinds)).toEqual(['timeline', '']);
    expect(kindsIn(`# Here\n\n${list}\n\n# There\n\n${list}`).map(([kinds]) => kinds)).toEqual(['', '']);
    expect(kindsIn(`# Lessons\n\n${list}`).map(([kinds]) => kinds)).toEqual(['lessons']);
    expect(
      kindsIn('# Hours\n\nWe open:\n\n- 10:00 on Mondays\n- 11:00 on Fridays\n- later on Sundays').map(
        ([kinds]) => kinds,
      ),
    ).toEqual(['']);
  });

  test('finds action items that no heading names: sections with as many tasks as other items', () => {
    const tasks = '- [x] A\n- [ ] B';
    expect(kindsIn(`# Backups\n\nText\n\n${tasks}\n\n# Lessons\n\n${tasks}`).map(([kinds]) => kinds)).toEqual([
      'actions',
      'lessons actions',
    ]);
    expect(kindsIn(`# Backups\n\n${tasks}\n- C\n- D`).map(([kinds]) => kinds)).toEqual(['actions']);
    expect(kindsIn(`# Backups\n\n${tasks}\n- C\n- D\n- E`).map(([kinds]) => kinds)).toEqual(['']);
    expect(kindsIn(`# Resolution\n\n${tasks}`).map(([kinds]) => kinds)).toEqual(['resolution']);
    expect(kindsIn(`# Checklist\n\n${tasks}\n\n# Action items\n\n- D`).map(([kinds]) => kinds)).toEqual([
      '',
      'actions',
    ]);
  });

  test('finds lines that act as headings in documents without others', () => {
    expect(kindsIn('Outage\n\nWhat happened\nIt broke.\n\nTimeline (UTC)\n\n- 10:00 A\n\nNext steps\n1. B')).toEqual([
      ['summary', 'What happened', 1],
      ['timeline', 'Timeline (UTC)', 1],
      ['actions', 'Next steps', 1],
    ]);
    expect(kindsIn('It broke.\nTimeline\nbelow\n\nFix.\n\nThe fix, and\nmore')).toEqual([]);
    expect(kindsIn('# Summary\n\nImpact\n\nA')).toEqual([['summary', 'Summary', 2]]);
  });

  test('finds bold lines that act as headings', () => {
    expect(
      kindsIn('**Timeline:**\n- 10:00 A\n\n**Root cause**\nB\n\n**Note**\n\n**Impact:** C\n\n__Next steps__:\n\n1. D'),
    ).toEqual([
      ['timeline', 'Timeline:', 1],
      ['root-cause', 'Root cause', 3],
      ['actions', 'Next steps:', 1],
    ]);
  });

  test('finds lines with a colon where no heading names a section', () => {
    expect(kindsIn('# Login fails\n\nTimeline:\n\n10:00 A\n\nTasks:\nB\n\nTasks were C')).toEqual([
      ['', 'Login fails', 0],
      ['timeline', 'Timeline:', 1],
      ['actions', 'Tasks:', 2],
    ]);
    expect(kindsIn('Summary:\nA\nB\nTimeline:\n10:00 C\nRoot cause:')).toEqual([
      ['summary', 'Summary:', 1],
      ['timeline', 'Timeline:', 1],
      ['root-cause', 'Root cause:', 0],
    ]);
    expect(kindsIn('# Summary\n\nTimeline:\n\n10:00 A')).toEqual([['summary', 'Summary', 2]]);
  });

  test('keeps the lines of a paragraph below a bold line', () => {
    const tree = parseMarkdown('**Timeline:**  \n10:00 *A*\n10:05 B');
    promoteHeadings(tree);
    expect(tree.children.map(({ type, position }) => [type, position?.start.line])).toEqual([
      ['heading', 1],
      ['paragraph', 2],
    ]);
  });
});
