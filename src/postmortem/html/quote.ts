import type { SectionKind } from '../body/section-names.ts';
import { type Landmark, partsOf } from './parts.ts';

/** A section of a rendered body that another page shows. */
export interface Quote {
  /** Its content, without its heading. */
  html: string;
  /** Id of its heading in the page of the document. */
  id?: string;
}

// In rendered HTML, `<` stands in tags only, and attribute values in double quotes.
const TAG = /<[^"<>]*(?:"[^"]*"[^"<>]*)*>/g;
const ATTRIBUTE = / ([\w-]+)="([^"]*)"/g;
/** Ids, and attributes that refer to them. */
const IDS = new Set(['id', 'aria-describedby', 'aria-labelledby', 'headers']);
const HEADING_LINK = /<a href="[^"]*" class="heading-link"[^<>]*>#<\/a>/g;
const HEADING = /^<h(\d)[^<>]*? id="([^"]*)"/;

/**
 * Returns the first section of a kind in a rendered body (`html` and `landmarks` of `renderHtml`), to be shown in another page;
 * `undefined` if there is none. Its subheadings begin at a level, and have no ids, as the page may contain other documents.
 * Links within the document lead to `page`, the address of its own page.
 */
export function quoteSection(
  { html, landmarks }: { html: string; landmarks: readonly Landmark[] },
  kind: SectionKind,
  { page, level }: { page: string; level: number },
): Quote | undefined {
  const part = partsOf(html, landmarks, [kind]).find((part) => part.kind === kind);
  if (!part) return undefined;
  const [, depth = '2', id] = HEADING.exec(part.heading) ?? [];
  const raised = level - Number(depth) - 1;
  const attribute = (written: string, name: string, value: string) => {
    if (IDS.has(name)) return '';
    return name === 'href' && value.startsWith('#') ? ` href="${page}${value}"` : written;
  };
  const content = (part.before + part.html + part.after)
    .replaceAll(HEADING_LINK, '')
    .replaceAll(TAG, (tag) =>
      tag
        .replace(/^(<\/?h)([2-6])(?=[\s>])/, (_, start, own) => start + Math.min(Number(own) + raised, 6))
        .replaceAll(ATTRIBUTE, attribute),
    );
  return { html: content.trim(), ...(id !== undefined && { id }) };
}
