import { kindOf, type SectionKind } from '../sections.ts';
import type { RenderedHeading } from './references.ts';

/** A stretch of a rendered body that stays together. */
export interface Part {
  /** Of a section whose content the page shows in its own way too; absent for all other stretches. */
  kind?: SectionKind;
  /** The heading element of such a section; empty for other stretches. */
  heading: string;
  html: string;
  /** Whether there is nothing but one list or table in it. */
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
 * subsections below it. Together the parts are the body, in its order.
 */
export function partsOf(html: string, headings: readonly RenderedHeading[], kinds: readonly SectionKind[]): Part[] {
  const texts = new Map(headings.map(({ id, text }) => [id, text]));
  const parts: (Part & { depth: number })[] = [];
  for (const section of split(html, texts)) {
    const open = parts.at(-1);
    const isNew = section.kind && kinds.includes(section.kind) && !parts.some(({ kind }) => kind === section.kind);
    if (isNew && section.kind) {
      parts.push({ ...section, kind: section.kind, plain: isPlain(section.html) });
    } else if (open && (!open.kind || section.depth > open.depth)) {
      open.html += section.heading + section.html;
      open.plain = false;
    } else {
      parts.push({ depth: 0, heading: '', html: section.heading + section.html, plain: false });
    }
  }
  return parts.map(({ depth: _, ...part }) => part);
}

/** The stretches between the headings that stand in nothing else. */
function split(html: string, texts: ReadonlyMap<string, string>): Section[] {
  let level = 0;
  const starts: number[] = [];
  for (const { 0: tag, 1: closing, 2: name = '', index } of html.matchAll(TAG)) {
    if (VOID.has(name) || tag.endsWith('/>')) continue;
    if (closing) level--;
    else if (level++ === 0 && HEADING.test(html.slice(index, index + 2000))) starts.push(index);
  }
  const bounds = [...new Set([0, ...starts, html.length])];
  return bounds.slice(0, -1).map((start, index) => {
    const piece = html.slice(start, bounds[index + 1]);
    const [heading = '', depth = '6', id = ''] = HEADING.exec(piece) ?? [];
    const kind = kindOf(texts.get(id) ?? '');
    return { depth: Number(depth), kind, heading, html: piece.slice(heading.length) };
  });
}

function isPlain(html: string): boolean {
  return /^\s*<(ul|ol)[ >](?:(?!<\/\1>|<pre|<img|<blockquote)[\s\S])*<\/\1>\s*$/.test(html) || isTable(html);
}

function isTable(html: string): boolean {
  return /^\s*<div class="table-box"(?:(?!<\/div>|<img)[\s\S])*<\/div>\s*$/.test(html);
}
