import type { Element, ElementContent, RootContent } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';
import { kindsOf, type SectionKind, type SectionNames } from '../body/section-names.ts';

/** A top-level heading, list or table of a rendered body, by its offsets in the HTML. */
export interface Landmark {
  start: number;
  end: number;
  /** Heading level, from 2 to 6; only for headings. */
  depth?: number;
  /** The kinds of section that a heading names; absent when it names none. */
  kinds?: SectionKind[];
  /** Whether the page can replace it: a table of text, or a list whose items have one paragraph of text. */
  plain?: boolean;
}

/** A part of a rendered body. */
export interface Part {
  /** The kind of a requested section; absent for all other parts. */
  kind?: SectionKind;
  /** The heading element of a requested section; empty for other parts. */
  heading: string;
  /** The content before the section's only list or table; empty for other parts. */
  before: string;
  /** The content after the section's only list or table; empty for other parts. */
  after: string;
  /** The list or table, or the whole content if the section does not have exactly one that is `plain`. */
  html: string;
  /** Whether `html` is a single list or table. */
  plain: boolean;
}

/**
 * Describes a top-level element of a body for `partsOf`; `undefined` for other elements. Runs before heading links are added.
 * `names` are the archive's own names of sections.
 */
export function landmarkOf(node: RootContent, names?: SectionNames): Omit<Landmark, 'start' | 'end'> | undefined {
  if (node.type !== 'element') return undefined;
  const depth = headingRank(node);
  if (depth !== undefined) {
    const kinds = kindsOf(textOf(node).trim(), names);
    return { depth, ...(kinds.length > 0 && { kinds }) };
  }
  if (node.tagName === 'ul' || node.tagName === 'ol') return { plain: hasOnlyText(node) };
  const isTable = node.tagName === 'div' && [node.properties.className].flat().includes('table-box');
  return isTable ? { plain: !has(node.children, ['img', 'div']) } : undefined;
}

const NOT_TEXT = ['ul', 'ol', 'pre', 'img', 'blockquote', 'table', 'details', 'div'];

function hasOnlyText(list: Element): boolean {
  const items = list.children.filter((child) => child.type === 'element');
  return items.every((item) => paragraphsIn(item) < 2) && !has(items, NOT_TEXT);
}

function paragraphsIn({ children }: Element): number {
  return children.filter((child) => child.type === 'element' && child.tagName === 'p').length;
}

function has(nodes: readonly ElementContent[], names: readonly string[]): boolean {
  return nodes.some((node) => node.type === 'element' && (names.includes(node.tagName) || has(node.children, names)));
}

interface Section {
  landmark?: Landmark;
  /** The requested kind. */
  kind?: SectionKind;
  start: number;
  end: number;
}

/**
 * Splits a rendered body (`html` and `landmarks` of `renderHtml`) into parts. The first section of each of the given kinds
 * becomes a part, with its subsections. Concatenated in order (each as `heading`, `before`, `html`, `after`), the parts are the
 * body.
 */
export function partsOf(html: string, landmarks: readonly Landmark[], kinds: readonly SectionKind[]): Part[] {
  const sections: Section[] = [];
  const taken = new Set<SectionKind>();
  for (const { landmark, start, end } of sectionsIn(html, landmarks)) {
    const open = sections.at(-1);
    const { depth = 0, kinds: named = [] } = landmark ?? {};
    const kind = named.find((each) => kinds.includes(each) && !taken.has(each));
    if (landmark && kind) {
      taken.add(kind);
      sections.push({ landmark, kind, start, end });
    } else if (open && (!open.landmark || depth > (open.landmark.depth ?? 0))) open.end = end;
    else sections.push({ start, end });
  }
  return sections.map((section) => partOf(html, section, landmarks));
}

/** Splits a body at its headings. */
function sectionsIn(html: string, landmarks: readonly Landmark[]): Section[] {
  const headings = landmarks.filter(({ depth }) => depth !== undefined);
  const [first] = headings;
  const sections = headings.map((landmark, index): Section => {
    return { landmark, start: landmark.start, end: headings[index + 1]?.start ?? html.length };
  });
  const firstStart = first?.start ?? html.length;
  return firstStart > 0 ? [{ start: 0, end: firstStart }, ...sections] : sections;
}

function partOf(html: string, { landmark, kind, start, end }: Section, landmarks: readonly Landmark[]): Part {
  const whole = { heading: '', before: '', html: html.slice(start, end), after: '', plain: false };
  if (!landmark || !kind) return whole;
  const section = { kind, heading: html.slice(start, landmark.end) };
  const lists = landmarks.filter((each) => each.depth === undefined && each.start > start && each.end <= end);
  const [list] = lists;
  if (!list?.plain || lists.length > 1) return { ...whole, ...section, html: html.slice(landmark.end, end) };
  return {
    ...section,
    before: html.slice(landmark.end, list.start),
    html: html.slice(list.start, list.end),
    after: html.slice(list.end, end),
    plain: true,
  };
}
