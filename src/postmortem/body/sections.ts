import type { Heading, Root, RootContent } from 'mdast';
import { plainText } from './plain-text.ts';

/** The sections that the format knows, by the names of docs/format.md. */
export const SECTION_KINDS = [
  'summary',
  'impact',
  'timeline',
  'detection',
  'root-cause',
  'resolution',
  'lessons',
  'actions',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

export interface Section {
  /** Absent where the heading has none of the known names. */
  kind?: SectionKind;
  /** The heading's text. */
  title: string;
  heading: Heading;
  /** What stands between this heading and the next one of any level. */
  content: RootContent[];
}

const NAMES: Record<SectionKind, readonly string[]> = {
  summary: ['summary', 'issue summary', 'overview', 'tl;dr', 'tldr'],
  impact: ['impact', 'customer impact'],
  timeline: ['timeline', 'incident timeline', 'chronology'],
  detection: ['detection'],
  'root-cause': ['root cause', 'root causes', 'cause', 'contributing factors', 'root cause and resolution'],
  resolution: ['resolution', 'resolution and recovery', 'recovery', 'mitigation'],
  lessons: ['lessons learned', 'what went well', 'what went wrong', 'where we got lucky'],
  actions: [
    'action items',
    'actions',
    'corrective and preventative measures',
    'corrective and preventive measures',
    'follow-ups',
    'follow ups',
    'remediation',
    'tasks',
  ],
};

const KINDS = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) => names.map((name) => [name, kind as SectionKind])),
);

const LONGEST = 200;

/** The kind of section that a heading's text names, whatever its case, numbering or final colon. */
export function kindOf(title: string): SectionKind | undefined {
  // No name is nearly as long, and an end of colons is looked for at each of them.
  if (title.length > LONGEST) return undefined;
  const name = title
    .toLowerCase()
    .replace(/^[\d.)\s]+/, '')
    .replace(/[:.\s]+$/, '')
    .replaceAll(/\s+/g, ' ');
  return KINDS.get(name);
}

/**
 * The sections of a document in its order; what precedes the first heading belongs to none.
 * A subheading without a known name carries on the kind of the section that it stands in, so that an action list
 * under "Action items / Short term" is found.
 */
export function sectionsOf(root: Root): Section[] {
  const sections: Section[] = [];
  // The sections that the one at hand stands in, the outermost first.
  const open: Section[] = [];
  for (const node of root.children) {
    if (node.type !== 'heading') {
      sections.at(-1)?.content.push(node);
      continue;
    }
    const title = plainText(node);
    while ((open.at(-1)?.heading.depth ?? 0) >= node.depth) open.pop();
    const kind = kindOf(title) ?? open.at(-1)?.kind;
    const section = { ...(kind && { kind }), title, heading: node, content: [] };
    sections.push(section);
    open.push(section);
  }
  return sections;
}
