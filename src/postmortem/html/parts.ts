import type { Element, ElementContent, RootContent } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';
import { kindOf, type SectionKind } from '../body/sections.ts';

/** A heading, a list or a table that stands in no other element of a rendered body, by its offsets in the HTML. */
export interface Landmark {
  start: number;
  end: number;
  /** From 2 to 6; of headings only. */
  depth?: number;
  /** The section that a heading names. */
  kind?: SectionKind;
  /** Whether it is a list of items of one paragraph, or a table: what else there is has to be seen as written. */
  plain?: boolean;
}

/** A stretch of a rendered body that stays together. */
export interface Part {
  /** Of a section whose content the page shows in its own way too; absent for all other stretches. */
  kind?: SectionKind;
  /** The heading element of such a section; empty for other stretches. */
  heading: string;
  /** What stands before and after the section's one list or table; empty for other stretches. */
  before: string;
  after: string;
  /** The list or table; all of the section where it has none, more than one or one whose items hold more than words. */
  html: string;
  /** Whether `html` is nothing but one list or table. */
  plain: boolean;
}

/** What a top-level element of a body is to `partsOf`, if anything. Headings have no links to themselves yet. */
export function landmarkOf(node: RootContent): Omit<Landmark, 'start' | 'end'> | undefined {
  if (node.type !== 'element') return undefined;
  const depth = headingRank(node);
  if (depth !== undefined) {
    const kind = kindOf(textOf(node).trim());
    return { depth, ...(kind && { kind }) };
  }
  if (node.tagName === 'ul' || node.tagName === 'ol') return { plain: hasWordsOnly(node) };
  const isTable = node.tagName === 'div' && [node.properties.className].flat().includes('table-box');
  return isTable ? { plain: !has(node.children, ['img', 'div']) } : undefined;
}

const MORE_THAN_WORDS = ['ul', 'ol', 'pre', 'img', 'blockquote', 'table', 'details', 'div'];

function hasWordsOnly(list: Element): boolean {
  const items = list.children.filter((child) => child.type === 'element');
  return items.every((item) => paragraphsIn(item) < 2) && !has(items, MORE_THAN_WORDS);
}

function paragraphsIn({ children }: Element): number {
  return children.filter((child) => child.type === 'element' && child.tagName === 'p').length;
}

function has(nodes: readonly ElementContent[], names: readonly string[]): boolean {
  return nodes.some((node) => node.type === 'element' && (names.includes(node.tagName) || has(node.children, names)));
}

interface Section {
  landmark?: Landmark;
  start: number;
  end: number;
}

/**
 * Takes the first section of each of the given kinds out of a rendered body (`html` and `landmarks` of `renderHtml`), with
 * the subsections below it. Together the parts (each as `heading`, `before`, `html`, `after`) are the body, in its order.
 */
export function partsOf(html: string, landmarks: readonly Landmark[], kinds: readonly SectionKind[]): Part[] {
  const sections: Section[] = [];
  const taken = new Set<SectionKind>();
  for (const { landmark, start, end } of sectionsIn(html, landmarks)) {
    const open = sections.at(-1);
    const { depth = 0, kind } = landmark ?? {};
    if (landmark && kind && kinds.includes(kind) && !taken.has(kind)) {
      taken.add(kind);
      sections.push({ landmark, start, end });
    } else if (open && (!open.landmark || depth > (open.landmark.depth ?? 0))) open.end = end;
    else sections.push({ start, end });
  }
  return sections.map((section) => partOf(html, section, landmarks));
}

/** The stretches from one heading to the next. */
function sectionsIn(html: string, landmarks: readonly Landmark[]): Section[] {
  const headings = landmarks.filter(({ depth }) => depth !== undefined);
  const [first] = headings;
  const sections = headings.map((landmark, index): Section => {
    return { landmark, start: landmark.start, end: headings[index + 1]?.start ?? html.length };
  });
  const begin = first?.start ?? html.length;
  return begin > 0 ? [{ start: 0, end: begin }, ...sections] : sections;
}

function partOf(html: string, { landmark, start, end }: Section, landmarks: readonly Landmark[]): Part {
  const whole = { heading: '', before: '', html: html.slice(start, end), after: '', plain: false };
  if (!landmark?.kind) return whole;
  const head = { kind: landmark.kind, heading: html.slice(start, landmark.end) };
  const lists = landmarks.filter((each) => each.depth === undefined && each.start > start && each.end <= end);
  const [list] = lists;
  if (!list?.plain || lists.length > 1) return { ...whole, ...head, html: html.slice(landmark.end, end) };
  return {
    ...head,
    before: html.slice(landmark.end, list.start),
    html: html.slice(list.start, list.end),
    after: html.slice(list.end, end),
    plain: true,
  };
}
