import type { Root } from 'hast';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { replaceControlCharacters } from '../../diagnostics/control-characters.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { placeOf } from '../limits/tree.ts';
import { ALLOWED } from './allowed.ts';
import { type Colouring, highlightCode } from './highlight.ts';
import { PREFIX, rehypeIds } from './ids.ts';
import { type Landmark, landmarkOf } from './parts.ts';
import { headingsOf, type RenderedHeading, rehypeAnchors, rehypeReferences, type Target } from './references.ts';
import {
  rehypeAlerts,
  rehypeHeadingLinks,
  rehypeHeadingRanks,
  rehypeTableBoxes,
  rehypeTaskBoxes,
} from './structure.ts';
import { type TextSection, textSections } from './text.ts';

export interface Rendered {
  html: string;
  /** Headings of `html`, without that of the footnotes. */
  headings: RenderedHeading[];
  /** What `html` says, for the search. */
  sections: TextSection[];
  /** Headings, lists and tables that stand in nothing else, in their order; see `partsOf`. */
  landmarks: Landmark[];
  /** Places in the parsed text of blocks of code that have no colours, as these took too long. */
  slow: Place[];
}

const base = unified()
  .use(rehypeSanitize, ALLOWED)
  .use(rehypeHeadingRanks)
  .use(rehypeIds)
  .use(rehypeAnchors)
  .use(rehypeAlerts)
  .use(rehypeTableBoxes)
  .use(rehypeTaskBoxes)
  .freeze();
const printer = unified().use(rehypeStringify).freeze();

/**
 * A document's elements as HTML that can run no script and asks no other site for anything, whatever was written.
 * Everything of the author's is sanitised first; what the product adds comes after. `targets` says where relative
 * links and images lead. Does not change `tree`.
 */
export async function renderHtml(
  tree: Root,
  targets: ReadonlyMap<string, Target>,
  colouring: Colouring = {},
): Promise<Rendered> {
  const root = (await base.run(tree)) as Root;
  rehypeReferences(targets)(root);
  const headings = headingsOf(root).filter(({ id }) => id !== `${PREFIX}footnote-label`);
  const sections = textSections(root);
  const known = root.children.map((node) => landmarkOf(node));
  rehypeHeadingLinks()(root);
  const slow = await highlightCode(root, colouring);
  return { ...print(root, known), headings, sections, slow: slow.map(placeOf) };
}

/** Prints the elements of a tree one by one, so that the offsets of each are known. */
function print(root: Root, known: readonly ReturnType<typeof landmarkOf>[]): Pick<Rendered, 'html' | 'landmarks'> {
  const landmarks: Landmark[] = [];
  const printed: string[] = [];
  let start = 0;
  for (const [index, node] of root.children.entries()) {
    // Raw HTML can name what Markdown cannot hold: `title="&#1;"`.
    const html = replaceControlCharacters(printer.stringify({ type: 'root', children: [node] }));
    const landmark = known[index];
    if (landmark) landmarks.push({ ...landmark, start, end: start + html.length });
    printed.push(html);
    start += html.length;
  }
  return { html: printed.join(''), landmarks };
}
