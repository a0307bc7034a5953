// https://html.spec.whatwg.org/#formatting: when left open, these are reopened in every following block.
const FORMATTING = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '));
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
// Elements with an optional end tag: they end where the next one starts, or with their parent.
const OPTIONAL_END = new Set('p li dt dd rt rp option optgroup colgroup caption thead tbody tfoot tr td th'.split(' '));

/** The open tags of raw HTML, as the parts of a document are read in order. */
export interface OpenTags {
  /** Number of tags read so far. */
  count: number;
  /** Number of open formatting elements. */
  formatting: number;
  /** Number of other open elements, except those with an optional end tag. */
  depth: number;
  read(html: string): void;
}

const TAG = /<(\/?)([a-z][^\s/>]*)([^<>]*)/gi;

/** Creates an `OpenTags`. Tags in comments and attributes count too, because a parser may disagree on where those end. */
export function openTags(): OpenTags {
  const open = new Map<string, number>();
  return {
    count: 0,
    formatting: 0,
    depth: 0,
    read(html) {
      for (const [, slash, written = '', rest = ''] of html.matchAll(TAG)) {
        this.count += 1;
        const name = written.toLowerCase();
        // SVG and MathML have self-closing tags.
        const isSelfClosing = rest.endsWith('/') && (open.get('svg') || open.get('math'));
        if (VOID.has(name) || OPTIONAL_END.has(name) || isSelfClosing) continue;
        const before = open.get(name) ?? 0;
        const change = slash ? -Math.min(before, 1) : 1;
        open.set(name, before + change);
        if (FORMATTING.has(name)) this.formatting += change;
        else this.depth += change;
      }
    },
  };
}
