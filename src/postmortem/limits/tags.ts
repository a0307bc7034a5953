// https://html.spec.whatwg.org/#formatting: left open, they begin anew in every block that follows.
const FORMATTING = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '));
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
// Their end may be left out: they end where the next one begins, or what they stand in.
const ENDING = new Set('p li dt dd rt rp option optgroup colgroup caption thead tbody tfoot tr td th'.split(' '));

/** The tags of raw HTML that are open, as the parts of a document are read one after the other. */
export interface OpenTags {
  /** Number of tags so far. */
  count: number;
  /** Number of formatting elements that are open. */
  formatting: number;
  /** Number of other elements that are open, those aside whose end may be left out. */
  depth: number;
  read(html: string): void;
}

const TAG = /<(\/?)([a-z][^\s/>]*)([^<>]*)/gi;

/** Starts to read tags. Those in comments and attributes count too: what is hidden from it must not be read elsewhere. */
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
        // A drawing closes its elements in the tag itself.
        const isWhole = rest.endsWith('/') && (open.get('svg') || open.get('math'));
        if (VOID.has(name) || ENDING.has(name) || isWhole) continue;
        const before = open.get(name) ?? 0;
        const change = slash ? -Math.min(before, 1) : 1;
        open.set(name, before + change);
        if (FORMATTING.has(name)) this.formatting += change;
        else this.depth += change;
      }
    },
  };
}
