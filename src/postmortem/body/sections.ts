import type { Heading, Root, RootContent } from 'mdast';
import { plainText } from './plain-text.ts';

/** The kinds of sections in docs/format.md. */
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
  /** Absent when the heading is none of the known names. */
  kind?: SectionKind;
  /** Text of the heading. */
  title: string;
  heading: Heading;
  /** The nodes between this heading and the next one of any level. */
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

const MAX_LENGTH = 200;

/** Returns the kind of section that a heading names, ignoring case, numbering and a final colon; `undefined` for other names. */
export function kindOf(title: string): SectionKind | undefined {
  // No name is nearly as long, and removing final colons takes quadratic time.
  if (title.length > MAX_LENGTH) return undefined;
  const name = title
    .toLowerCase()
    .replace(/^[\d.)\s]+/, '')
    .replace(/[:.\s]+$/, '')
    .replaceAll(/\s+/g, ' ');
  return KINDS.get(name);
}

/**
 * Returns the sections of a document in order, without the content before the first heading. A subheading without a known
 * name inherits the kind of its parent section, so that action items under "Action items / Short term" are found.
 */
export function sectionsOf(root: Root): Section[] {
  const sections: Section[] = [];
  // The parent sections of the current one, outermost first.
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
