import type { Root } from 'hast';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { replaceControlCharacters } from '../../diagnostics/control-characters.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import type { SectionNames } from '../body/section-names.ts';
import { placeOf } from '../limits/tree.ts';
import type { Trackers } from '../tickets.ts';
import { ALLOWED } from './allowed.ts';
import { headingsOf, type RenderedHeading, rehypeAnchors } from './anchors.ts';
import { type Colouring, highlightCode } from './highlight.ts';
import { PREFIX, rehypeIds } from './ids.ts';
import { labelsIn } from './labels.ts';
import { type Landmark, landmarkOf } from './parts.ts';
import { rehypeReferences, type Target } from './references.ts';
import {
  rehypeAlerts,
  rehypeFootnotes,
  rehypeHeadingLinks,
  rehypeHeadingRanks,
  rehypeTableBoxes,
  rehypeTaskBoxes,
} from './structure.ts';
import { type TextSection, textSections } from './text.ts';
import { linkTickets } from './ticket-links.ts';

export interface Rendered {
  html: string;
  /** Headings of `html`, except that of the footnotes. */
  headings: RenderedHeading[];
  /** Text of `html` by section, for the search index. */
  sections: TextSection[];
  /** Top-level headings, lists and tables in order; see `partsOf`. */
  landmarks: Landmark[];
  /** Places in the parsed text of code blocks whose highlighting took too long. */
  slow: Place[];
}

export interface RenderOptions extends Colouring {
  /** Language of the texts that are added, such as `de`. Default: `en`. */
  language?: string | undefined;
  /** The archive's own names of sections. */
  names?: SectionNames | undefined;
  /** The addresses of tickets, which become links. */
  trackers?: Trackers | undefined;
}

const base = unified().use(rehypeSanitize, ALLOWED).use(rehypeHeadingRanks).use(rehypeIds).use(rehypeAnchors).freeze();
const printer = unified().use(rehypeStringify).freeze();

/**
 * Renders a document's elements as HTML that cannot run scripts or make requests to other sites, whatever its content. The
 * author's content is sanitized before anything is added to it. `targets` maps relative addresses to those in the built site.
 * Does not modify `tree`.
 */
export async function renderHtml(
  tree: Root,
  targets: ReadonlyMap<string, Target>,
  { language, names, trackers = {}, ...colouring }: RenderOptions = {},
): Promise<Rendered> {
  const root = (await base.run(tree)) as Root;
  const labels = labelsIn(language);
  for (const add of [rehypeAlerts, rehypeTableBoxes, rehypeTaskBoxes, rehypeFootnotes]) add(labels)(root);
  rehypeReferences(targets)(root);
  const headings = headingsOf(root).filter(({ id }) => id !== `${PREFIX}footnote-label`);
  const sections = textSections(root);
  const landmarks = root.children.map((node) => landmarkOf(node, names));
  linkTickets(root, trackers);
  rehypeHeadingLinks()(root);
  const slow = await highlightCode(root, labels.code, colouring);
  return { ...print(root, landmarks), headings, sections, slow: slow.map(placeOf) };
}

/** Prints the elements of a tree one by one, to record their offsets. */
function print(
  root: Root,
  descriptions: readonly ReturnType<typeof landmarkOf>[],
): Pick<Rendered, 'html' | 'landmarks'> {
  const landmarks: Landmark[] = [];
  const printed: string[] = [];
  let start = 0;
  for (const [index, node] of root.children.entries()) {
    // Raw HTML can contain encoded control characters: `title="&#1;"`.
    const html = replaceControlCharacters(printer.stringify({ type: 'root', children: [node] }));
    const landmark = descriptions[index];
    if (landmark) landmarks.push({ ...landmark, start, end: start + html.length });
    printed.push(html);
    start += html.length;
  }
  return { html: printed.join(''), landmarks };
}
