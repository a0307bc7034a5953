import { kindOf, type SectionKind } from '../sections.ts';
import type { RenderedHeading } from './references.ts';

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

interface Section {
  depth: number;
  kind: SectionKind | undefined;
  heading: string;
  html: string;
}

const VOID = new Set(['br', 'hr', 'img', 'input', 'col', 'wbr', 'area', 'source']);
const TAG = /<(\/?)([a-z][a-z0-9]*)(?:[^>"']|"[^"]*"|'[^']*')*>/g;
const HEADING = /^<h([2-6]) id="([^"]*)"[^>]*>[\s\S]*?<\/h\1>/;

/**
 * Takes the first section of each of the given kinds out of a rendered body (`html` and `headings` of `renderHtml`), with the
 * subsections below it. Together the parts (each as `heading`, `before`, `html`, `after`) are the body, in its order.
 */
export function partsOf(html: string, headings: readonly RenderedHeading[], kinds: readonly SectionKind[]): Part[] {
  const texts = new Map(headings.map(({ id, text }) => [id, text]));
  const parts: (Section & { isWanted: boolean })[] = [];
  for (const section of split(html, texts)) {
    const open = parts.at(-1);
    const isWanted =
      section.kind !== undefined &&
      kinds.includes(section.kind) &&
      !parts.some((part) => part.isWanted && part.kind === section.kind);
    if (isWanted) parts.push({ ...section, isWanted });
    else if (open && (!open.isWanted || section.depth > open.depth)) open.html += section.heading + section.html;
    else parts.push({ ...section, heading: '', html: section.heading + section.html, isWanted });
  }
  return parts.map(({ kind, heading, html, isWanted }) =>
    isWanted && kind ? { kind, heading, ...around(html) } : { heading, ...whole(html) },
  );
}

function whole(html: string): Pick<Part, 'before' | 'html' | 'after' | 'plain'> {
  return { before: '', html, after: '', plain: false };
}

/** Takes the one list or table out of a section. */
function around(html: string): ReturnType<typeof whole> {
  const lists = topLevel(html)
    .map((start, index, starts) => ({ start, block: html.slice(start, starts[index + 1]) }))
    .filter(({ block }) => /^<(?:ul|ol|div class="table-box")/.test(block));
  const [list] = lists;
  if (!list || lists.length > 1 || !isPlain(list.block)) return whole(html);
  const { start, block } = list;
  return { before: html.slice(0, start), html: block, after: html.slice(start + block.length), plain: true };
}

/** Where the elements begin that stand in no other. */
function topLevel(html: string): number[] {
  let level = 0;
  const starts: number[] = [];
  for (const { 0: tag, 1: closing, 2: name = '', index } of html.matchAll(TAG)) {
    if (closing) {
      level--;
      continue;
    }
    if (level === 0) starts.push(index);
    if (!VOID.has(name) && !tag.endsWith('/>')) level++;
  }
  return starts;
}

/** The stretches between the headings that stand in nothing else. */
function split(html: string, texts: ReadonlyMap<string, string>): Section[] {
  const starts = topLevel(html).filter((index) => HEADING.test(html.slice(index, index + 2000)));
  const bounds = [...new Set([0, ...starts, html.length])];
  return bounds.slice(0, -1).map((start, index) => {
    const piece = html.slice(start, bounds[index + 1]);
    const [heading = '', depth = '6', id = ''] = HEADING.exec(piece) ?? [];
    const kind = kindOf(texts.get(id) ?? '');
    return { depth: Number(depth), kind, heading, html: piece.slice(heading.length) };
  });
}

/** Whether an element is a list of items of one paragraph, or a table: whatever else there is has to be seen as written. */
function isPlain(html: string): boolean {
  const [begin, name] = /^\s*<([uo]l)[ >]/.exec(html) ?? [];
  if (begin === undefined) return isTable(html);
  const items = html.slice(begin.length);
  return (
    items.trimEnd().endsWith(`</${name}>`) &&
    !/<(?:ul|ol|pre|img|blockquote|table|details|div)[ >]|<\/p>\s*<p[ >]/.test(items)
  );
}

function isTable(html: string): boolean {
  return /^\s*<div class="table-box"(?:(?!<\/div>|<img)[\s\S])*<\/div>\s*$/.test(html);
}
