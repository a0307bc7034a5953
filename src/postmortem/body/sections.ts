import type { Heading, Root, RootContent } from 'mdast';
import { plainText } from './plain-text.ts';
import { kindsOf, type SectionKind, type SectionNames } from './section-names.ts';
import { unnamedTimeline } from './timeline/unnamed.ts';

export interface Section {
  /** Empty when the heading is none of the known names; several for a heading such as `Impact and timeline`. */
  kinds: readonly SectionKind[];
  /** Text of the heading. */
  title: string;
  heading: Heading;
  /** The nodes between this heading and the next one of any level. */
  content: RootContent[];
}

// Names that are common for groups of entries or action items: `### Detection` in a timeline.
const GROUPS: ReadonlySet<SectionKind> = new Set(['detection', 'resolution', 'impact', 'root-cause']);

/**
 * Returns the sections of a document in order, without the content before the first heading. A subheading without a known
 * name inherits the kinds of its parent section, so that action items under "Action items / Short term" are found. In a
 * timeline and in action items, so does a subheading such as "Detection", which names a group of them. Without a heading for them,
 * a section that looks like a timeline is one, and sections with tasks are action items.
 */
export function sectionsOf(root: Root, names?: SectionNames): Section[] {
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
    const inherited = open.at(-1)?.kinds ?? [];
    const own = kindsOf(title, names);
    const isGroup =
      inherited.some((kind) => kind === 'timeline' || kind === 'actions') && own.every((kind) => GROUPS.has(kind));
    const section = { kinds: own.length === 0 || isGroup ? inherited : own, title, heading: node, content: [] };
    sections.push(section);
    open.push(section);
  }
  if (!sections.some(({ kinds }) => kinds.includes('timeline'))) {
    const timeline = unnamedTimeline(sections);
    if (timeline) timeline.kinds = [...timeline.kinds, 'timeline'];
  }
  if (!sections.some(({ kinds }) => kinds.includes('actions'))) {
    for (const section of sections) if (hasTasks(section)) section.kinds = [...section.kinds, 'actions'];
  }
  return sections;
}

/** Whether at least half of the list items in a section, which is of no other kind than lessons, are tasks. */
function hasTasks({ kinds, content }: Section): boolean {
  const items = content.flatMap((node) => (node.type === 'list' ? node.children : []));
  const isOther = kinds.some((kind) => kind !== 'lessons');
  const tasks = items.filter(({ checked }) => typeof checked === 'boolean');
  return !isOther && items.length > 0 && tasks.length >= items.length / 2;
}

/** Returns the content of all sections of a kind. Includes their headings if `headings` is set. */
export function contentOf(sections: readonly Section[], kind: SectionKind, headings = false): RootContent[] {
  return sections
    .filter(({ kinds }) => kinds.includes(kind))
    .flatMap(({ heading, content }) => (headings ? [heading, ...content] : content));
}
